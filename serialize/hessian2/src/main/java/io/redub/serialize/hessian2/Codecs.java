package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The codec of each class: looked up once and remembered with the class. */
final class Codecs {
    private static final Map<Class<?>, Codec> FIXED = new HashMap<>(ScalarCodecs.ALL);

    /** Forms of the JDK's classes, by every name under which a peer may write them. */
    private static final Map<String, ObjectForm> FORMS = new HashMap<>();

    private static final ClassValue<Codec> CODECS =
            new ClassValue<>() {
                @Override
                protected Codec computeValue(Class<?> type) {
                    return create(type);
                }
            };

    private static final ClassValue<ObjectForm> OBJECT_FORMS =
            new ClassValue<>() {
                @Override
                protected ObjectForm computeValue(Class<?> type) {
                    return createForm(type);
                }
            };

    static {
        FIXED.putAll(PrimitiveArrays.ALL);
        FIXED.put(Class.class, ClassCodec.INSTANCE);
        FORMS.put("java.lang.Class", ClassCodec.INSTANCE);
        TimeTypes.ALL.forEach(Codecs::add);
        PlainTypes.ALL.forEach(Codecs::add);
        PlainTypes.READ_ONLY.forEach(each -> FORMS.put(each.wireName, each));
        AtomicTypes.ALL.forEach(Codecs::add);
        TextTypes.ALL.forEach(Codecs::add);
        NetTypes.ALL.forEach(Codecs::add);
        NetTypes.READ_ONLY.forEach(each -> FORMS.put(each.wireName, each));
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            SqlTypes.ALL.forEach(Codecs::add);
        }
        FIXED.putAll(ScalarCodecs.ALL);
        FIXED.put(StackTraces.ELEMENT.type, StackTraces.ELEMENT);
        FORMS.put(StackTraces.ELEMENT.wireName, StackTraces.ELEMENT);
        for (HolderCodec holder : HolderCodec.ALL) {
            FIXED.put(holder.type, holder);
            FORMS.put(holder.wireName(), holder);
        }
        CauchoTypes.ALL.forEach(each -> FORMS.putIfAbsent(each.wireName, each));
        FORMS.put(CalendarCodec.INSTANCE.wireName(), CalendarCodec.INSTANCE);
        FORMS.put(CalendarCodec.CAUCHO_HANDLE, CalendarCodec.INSTANCE);
        FORMS.put(EnumSetCodec.NAME, EnumSetCodec.INSTANCE);
        FORMS.put(EnumSetCodec.PROXY, EnumSetCodec.INSTANCE);
        FORMS.put("object", BareObject.INSTANCE);
        FORMS.put("java.lang.Object", BareObject.INSTANCE);
        FIXED.put(Object.class, BareObject.INSTANCE);
    }

    private Codecs() {}

    private static void add(ValueType<?> type) {
        FIXED.putIfAbsent(type.type, type);
        FORMS.put(type.wireName, type);
    }

    static Codec of(Class<?> type) {
        return CODECS.get(type);
    }

    /** How a field of this JDK class is read, where there is a fast way; else null. */
    static @Nullable MethodHandle fieldReader(Class<?> type) {
        return FIXED.get(type) instanceof ValueType<?> value ? value.fieldReader() : null;
    }

    /** The form of a JDK class under this name of the wire; no class is looked up. */
    static @Nullable ObjectForm form(String wireName) {
        return FORMS.get(wireName);
    }

    /** The name that must be admitted: of the class that users know where the wire has another. */
    static String publicName(String wireName) {
        return wireName.equals(CauchoTypes.ZONE_ID.wireName) ? ZoneId.class.getName() : wireName;
    }

    /** The form of an admitted class. */
    static ObjectForm form(Class<?> type) {
        return OBJECT_FORMS.get(type);
    }

    private static ObjectForm createForm(Class<?> type) {
        Codec fixed = FIXED.get(type);
        if (fixed instanceof ObjectForm form) {
            return form;
        }
        if (EnumCodec.isEnum(type)) {
            return EnumCodec.of(type);
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return ThrowableCodec.of(type);
        }
        if (type.isRecord()) {
            return new RecordForm(ObjectPlan.of(type));
        }
        if (Jdk.has(type) || type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new SerializationException(
                    "%s is admitted, but no object can be made of it".formatted(type.getName()));
        }
        return new PojoForm(ObjectPlan.of(type).checked());
    }

    private static Codec create(Class<?> type) {
        Codec fixed = FIXED.get(type);
        if (fixed != null) {
            return fixed;
        }
        if (EnumCodec.isEnum(type)) {
            return EnumCodec.of(type);
        } else if (type.isArray()) {
            return new ArrayCodec(type);
        } else if (EnumSet.class.isAssignableFrom(type)) {
            return EnumSetCodec.INSTANCE;
        } else if (Throwable.class.isAssignableFrom(type)) {
            return ThrowableCodec.of(type);
        } else if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return container(type);
        } else if (Map.Entry.class.isAssignableFrom(type) && Jdk.has(type)) {
            return HolderCodec.ENTRY;
        }
        return Jdk.has(type) ? jdk(type) : user(type);
    }

    private static Codec container(Class<?> type) {
        if (CollectionNames.isForeign(type)) {
            return new Refused("the receiver would get another kind; send an ArrayList or HashMap");
        }
        return Collection.class.isAssignableFrom(type)
                ? new CollectionCodec(type)
                : new MapCodec(type);
    }

    /** JDK classes that stand behind a public abstract one. */
    private static Codec jdk(Class<?> type) {
        if (ZoneId.class.isAssignableFrom(type) && type != ZoneOffset.class) {
            return TimeTypes.ZONE_ID;
        } else if (TimeZone.class.isAssignableFrom(type)) {
            return PlainTypes.TIME_ZONE;
        } else if (Calendar.class.isAssignableFrom(type)) {
            return CalendarCodec.INSTANCE;
        } else if (InetAddress.class.isAssignableFrom(type)) {
            return NetTypes.ADDRESS;
        }
        return new Refused(
                "its fields are closed and it has no portable form; send what it stands for");
    }

    private static Codec user(Class<?> type) {
        if (Proxy.isProxyClass(type) || type.isHidden() || type.isSynthetic()) {
            return new Refused("it is made at run time; the receiver has no such class");
        }
        if (File.class.isAssignableFrom(type)) {
            return new Refused("it extends java.io.File; send a File");
        }
        ObjectPlan plan = ObjectPlan.of(type).checked();
        Codec itself = new ObjectCodec(plan, AccessGenerator.of(plan));
        return plan.writeReplace == null
                ? itself
                : new ObjectCodec.Replaced(plan.writeReplace, itself);
    }

    /** A class that never crosses. */
    static final class Refused extends Codec {
        private final String why;

        Refused(String why) {
            this.why = why;
        }

        @Override
        void write(ValueWriter out, Object value, TypeNode declared) {
            throw out.refused(value.getClass(), why);
        }
    }
}
