package io.redub.serialize.hessian2;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JDK objects that hold one or two values of any type. */
final class HolderCodec extends Codec.Nested implements ObjectForm {
    private static final HolderCodec OPTIONAL =
            new HolderCodec(
                    Optional.class,
                    List.of("value"),
                    true,
                    h -> new @Nullable Object[] {((Optional<?>) h).orElse(null)},
                    values -> Optional.ofNullable(values[0]));

    private static final HolderCodec REFERENCE =
            new HolderCodec(
                    AtomicReference.class,
                    List.of("value"),
                    false,
                    h -> new @Nullable Object[] {((AtomicReference<?>) h).get()},
                    values -> new AtomicReference<@Nullable Object>(values[0]));

    /** Stands for every entry of the JDK that has no class of its own here. */
    static final HolderCodec ENTRY =
            new HolderCodec(
                    AbstractMap.SimpleImmutableEntry.class,
                    List.of("value", "key"),
                    true,
                    HolderCodec::parts,
                    v ->
                            new AbstractMap.SimpleImmutableEntry<
                                    @Nullable Object, @Nullable Object>(v[1], v[0]));

    private static final HolderCodec MUTABLE_ENTRY =
            new HolderCodec(
                    AbstractMap.SimpleEntry.class,
                    List.of("value", "key"),
                    true,
                    HolderCodec::parts,
                    v ->
                            new AbstractMap.SimpleEntry<@Nullable Object, @Nullable Object>(
                                    v[1], v[0]));

    static final List<HolderCodec> ALL = List.of(OPTIONAL, REFERENCE, ENTRY, MUTABLE_ENTRY);

    final Class<?> type;
    private final List<String> names;
    private final boolean redubOnly;
    private final WireName definition;
    private final Function<Object, @Nullable Object[]> split;
    private final Function<@Nullable Object[], Object> make;

    private HolderCodec(
            Class<?> type,
            List<String> names,
            boolean redubOnly,
            Function<Object, @Nullable Object[]> split,
            Function<@Nullable Object[], Object> make) {
        this.type = type;
        this.names = names;
        this.redubOnly = redubOnly;
        this.definition = WireName.ofDefinition(type.getName(), names);
        this.split = split;
        this.make = make;
    }

    private static @Nullable Object[] parts(Object entry) {
        Map.Entry<?, ?> e = (Map.Entry<?, ?>) entry;
        return new @Nullable Object[] {e.getValue(), e.getKey()};
    }

    String wireName() {
        return definition.name;
    }

    private void head(ValueWriter out) {
        if (redubOnly && out.dubbo()) {
            throw out.refused(type, "not every released version reads it; send what it holds");
        }
        out.writeObjectHead(definition);
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        head(out);
        @Nullable Object[] parts = split.apply(value);
        for (int i = 0; i < parts.length; i++) {
            out.writeValue(parts[i], out.caucho() ? TypeNode.ANY : part(declared, i));
        }
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        head(out);
        return new Parts(split.apply(value), declared);
    }

    /** A single part is the holder's element; of two, the first is the value, as it is written. */
    private TypeNode part(TypeNode declared, int index) {
        return names.size() == 1 || index == 1 ? declared.element() : declared.value();
    }

    private final class Parts extends Children {
        private final @Nullable Object[] parts;
        private final TypeNode declared;
        private int index;

        Parts(@Nullable Object[] parts, TypeNode declared) {
            this.parts = parts;
            this.declared = declared;
        }

        @Override
        boolean next(ValueWriter out) {
            if (index == parts.length) {
                return false;
            }
            type = out.caucho() ? TypeNode.ANY : part(declared, index);
            value = parts[index++];
            return true;
        }
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public @Nullable Object read(ValueReader in, Definition def, TypeNode declared) {
        return in.assemble(open(in, def, declared));
    }

    @Override
    public Assembly open(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        TypeNode[] types = new TypeNode[names.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = part(declared, i);
        }
        return new FieldsAssembly(def, types) {
            @Override
            Object finish(ValueReader reader) {
                Object made = make.apply(values);
                reader.setRef(number, made);
                return made;
            }
        };
    }
}
