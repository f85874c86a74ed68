package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.Containers.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a list or map of the wire becomes: what the peer named, if it is known and fits what
 * is declared; else what is declared; else an ArrayList or HashMap.
 */
final class ContainerReader {
    private static final Map<String, Class<?>> COMPONENTS = new HashMap<>();

    static {
        ArrayCodec.SHORT_NAMES.forEach((type, name) -> COMPONENTS.put(name, type));
        COMPONENTS.put("byte", byte.class);
        COMPONENTS.put("char", char.class);
    }

    private final ValueReader in;

    ContainerReader(ValueReader in) {
        this.in = in;
    }

    // ---- lists and arrays

    @Nullable Object list(int tag, TypeNode declared, boolean recurse) {
        String name = null;
        int size = -1;
        if (tag >= Tag.TYPED_LIST_8) {
            name = tag < Tag.LIST_8 ? in.typeName() : null;
            size = tag & 7;
        } else {
            if (tag == Tag.TYPED_OPEN_LIST || tag == Tag.TYPED_LIST) {
                name = in.typeName();
            }
            if (tag == Tag.TYPED_LIST || tag == Tag.LIST) {
                size = in.readInt();
                // Every item takes at least a byte: no need to believe in more.
                if (size < 0 || size > in.limit - in.at) {
                    throw in.malformed(
                            "a list of %d items in %d bytes".formatted(size, in.limit - in.at));
                }
            }
        }
        in.charge(Containers.WEIGHT + Math.max(size, 0));
        Class<?> array = arrayFor(name, declared);
        if (array != null) {
            return array(array, size, declared, recurse);
        }
        Kind<Collection<@Nullable Object>> kind = kind(name, declared);
        return collection(kind, size, declared, recurse);
    }

    private @Nullable Object collection(
            Kind<Collection<@Nullable Object>> kind, int size, TypeNode declared, boolean recurse) {
        TypeNode element = declared.element();
        if (kind != Containers.LIST || size < 0 || !recurse || !in.enter()) {
            return finished(ListAssembly.of(in, kind, size, element), declared, recurse);
        }
        ArrayList<@Nullable Object> items = new ArrayList<>(size);
        in.addRef(items);
        if (element.kind == TypeNode.Kind.INT) {
            for (int i = 0; i < size; i++) {
                items.add(in.readInteger(element));
            }
        } else {
            for (int i = 0; i < size; i++) {
                items.add(in.readValue(element));
            }
        }
        in.leave();
        return in.fit(items, declared, Tag.LIST);
    }

    private @Nullable Object finished(Assembly open, TypeNode declared, boolean recurse) {
        open.expected = declared;
        return recurse ? in.fit(in.assemble(open), declared, Tag.LIST) : open;
    }

    private @Nullable Object array(Class<?> type, int size, TypeNode declared, boolean recurse) {
        TypeNode element = declared.raw == type ? declared.element() : TypeNode.of(type).element();
        if (size >= 0 && type.getComponentType().isPrimitive()) {
            Object array = ArrayAssembly.primitives(in, type.getComponentType(), size);
            return in.fit(array, declared, Tag.LIST);
        }
        return finished(
                ArrayAssembly.of(in, type.getComponentType(), size, element), declared, recurse);
    }

    /** The array class to build, or null for a collection. */
    private @Nullable Class<?> arrayFor(@Nullable String name, TypeNode declared) {
        Class<?> raw = declared.raw;
        if (name == null || !name.startsWith("[")) {
            return raw.isArray() ? raw : null;
        }
        Class<?> named = arrayClass(name);
        if (named == null) {
            if (!raw.isArray() && declared != TypeNode.DROPPED && !in.types().unknownAsMap()) {
                throw in.notAdmitted(name);
            }
            named = Object[].class;
        }
        if (raw.isAssignableFrom(named)) {
            return named;
        }
        return raw.isArray() ? raw : null;
    }

    /** An array class whose component is admitted, or null. */
    @Nullable Class<?> arrayClass(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        String component = name.substring(dimensions);
        Class<?> type = COMPONENTS.get(component);
        if (type == null) {
            type = in.types().find(component);
        }
        if (type == null || type == void.class || dimensions > 16) {
            return null;
        }
        for (int i = 0; i < dimensions; i++) {
            type = type.arrayType();
        }
        return type;
    }

    private Kind<Collection<@Nullable Object>> kind(@Nullable String name, TypeNode declared) {
        Class<?> raw = declared.raw;
        if (name != null) {
            Kind<Collection<@Nullable Object>> named = Containers.collection(name);
            if (named == null) {
                named = userCollection(in.types().find(name));
            }
            if (named == null) {
                named = similar(name);
            }
            if (named != null && raw.isAssignableFrom(named.type())) {
                return named;
            }
        }
        return declaredKind(declared);
    }

    private Kind<Collection<@Nullable Object>> declaredKind(TypeNode declared) {
        Class<?> raw = declared.raw;
        if (raw.isAssignableFrom(Containers.LIST.type())) {
            return Containers.LIST;
        }
        Kind<Collection<@Nullable Object>> own = Containers.collection(raw.getName());
        if (own != null && Jdk.has(raw)) {
            return own;
        }
        for (Class<?> each :
                new Class<?>[] {
                    Containers.SET.type(),
                    TreeSet.class,
                    LinkedList.class,
                    LinkedBlockingDeque.class
                }) {
            if (raw.isAssignableFrom(each)) {
                return Objects.requireNonNull(Containers.collection(each.getName()));
            }
        }
        own = Jdk.has(raw) ? null : userCollection(raw);
        return own == null ? Containers.LIST : own;
    }

    /** Private classes of the JDK by which peers call views and wrappers. */
    private static @Nullable Kind<Collection<@Nullable Object>> similar(String name) {
        if (!name.startsWith("java.util.")) {
            return null;
        }
        if (name.contains("SortedSet") || name.contains("NavigableSet")) {
            return Containers.collection(TreeSet.class.getName());
        }
        return name.contains("Set") ? Containers.SET : Containers.LIST;
    }

    private static @Nullable Kind<Collection<@Nullable Object>> userCollection(
            @Nullable Class<?> type) {
        return type == null || Jdk.has(type) || !Collection.class.isAssignableFrom(type)
                ? null
                : UserContainers.collection(type);
    }

    // ---- maps

    @Nullable Object map(int tag, TypeNode declared, boolean recurse) {
        in.charge(Containers.WEIGHT);
        String name = tag == Tag.TYPED_MAP ? in.typeName() : null;
        Assembly object = objectFromMap(name, declared);
        if (object != null) {
            object.expected = declared;
            return recurse ? in.fit(in.assemble(object), declared, Tag.MAP) : object;
        }
        Assembly open;
        if (name != null
                && name.startsWith("java.util.EnumMap")
                && declared.raw.isAssignableFrom(EnumMap.class)) {
            open = enumMap(name, declared);
        } else {
            Kind<Map<@Nullable Object, @Nullable Object>> kind = mapKind(name, declared);
            Map<@Nullable Object, @Nullable Object> map = kind.make().apply(0);
            Object whole = kind.publish() == null ? map : kind.publish().apply(map);
            in.addRef(whole);
            open = new MapAssembly(in, map, whole, declared);
        }
        open.expected = declared;
        return recurse ? in.fit(in.assemble(open), declared, Tag.MAP) : open;
    }

    /** Some peers write objects as maps, with their class as the type or with none. */
    private @Nullable Assembly objectFromMap(@Nullable String name, TypeNode declared) {
        Class<?> type = name == null ? declared.raw : in.types().find(name);
        if (type == null
                || Jdk.has(type)
                || type.isInterface()
                || Map.class.isAssignableFrom(type)
                || !(Codecs.form(type) instanceof PojoForm form)) {
            return null;
        }
        return form.openMap(in, name == null ? declared : TypeNode.of(type));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Assembly enumMap(String name, TypeNode declared) {
        int sign = name.indexOf(CollectionNames.OF);
        Class<?> keys = sign > 0 ? in.findClass(name.substring(sign + 1)) : declared.element().raw;
        if (!keys.isEnum()) {
            return new MapAssembly.OfEnums(in, declared);
        }
        Map<@Nullable Object, @Nullable Object> map = new EnumMap(keys);
        in.addRef(map);
        return new MapAssembly(in, map, map, declared);
    }

    private Kind<Map<@Nullable Object, @Nullable Object>> mapKind(
            @Nullable String name, TypeNode declared) {
        Class<?> raw = declared.raw;
        if (name != null) {
            Kind<Map<@Nullable Object, @Nullable Object>> named = Containers.map(name);
            if (named == null) {
                named = userMap(in.types().find(name));
            }
            if (named == null && name.contains("Sorted")) {
                named = Containers.map(TreeMap.class.getName());
            }
            if (named != null && raw.isAssignableFrom(named.type())) {
                return named;
            }
        }
        Kind<Map<@Nullable Object, @Nullable Object>> own = Containers.map(raw.getName());
        if (own != null && Jdk.has(raw)) {
            return own;
        }
        for (Class<?> each :
                new Class<?>[] {
                    HashMap.class,
                    TreeMap.class,
                    ConcurrentHashMap.class,
                    ConcurrentSkipListMap.class
                }) {
            if (raw.isAssignableFrom(each)) {
                return Objects.requireNonNull(Containers.map(each.getName()));
            }
        }
        own = Jdk.has(raw) ? null : userMap(raw);
        return own == null ? Containers.MAP : own;
    }

    private static @Nullable Kind<Map<@Nullable Object, @Nullable Object>> userMap(
            @Nullable Class<?> type) {
        return type == null || Jdk.has(type) || !Map.class.isAssignableFrom(type)
                ? null
                : UserContainers.map(type);
    }
}
