package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.TypeNode.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The codec of each class towards Caucho's library. Its reader makes objects without their
 * constructors and stores values in fields without asking whether they fit, so what it would not
 * make whole is refused here.
 */
final class CauchoCodecs {
    private static final Map<Class<?>, Codec> FIXED = new HashMap<>();

    /**
     * How a class is written.
     *
     * @param instead what the reader makes of it, where that is another class
     */
    private record Plan(Codec codec, @Nullable Class<?> instead) {}

    private static final ClassValue<Plan> PLANS =
            new ClassValue<>() {
                @Override
                protected Plan computeValue(Class<?> type) {
                    return create(type);
                }
            };

    static {
        CauchoTypes.ALL.forEach(each -> FIXED.put(each.type, each));
        CauchoTypes.WRITTEN.forEach(each -> FIXED.put(each.type, each));
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            FIXED.put(SqlTypes.FOR_CAUCHO.type, SqlTypes.FOR_CAUCHO);
        }
        FIXED.put(Character.class, new Chars());
        FIXED.put(char[].class, new Chars());
        refuse("the words it reads are not counted; send its toLongArray()", BitSet.class);
        refuse("its text is read without its parts; send its toString()", URI.class);
        refuse("it is read without its handler; send its toExternalForm()", URL.class);
        refuse("its fields do not travel; send host and port", InetSocketAddress.class);
        refuse("it is read without its flags; send its pattern() and flags()", Pattern.class);
        refuse(
                "its fields depend on the JVM; send its toString()",
                StringBuilder.class,
                StringBuffer.class);
        refuse("it is read without its id; send its getTotalSeconds()", ZoneOffset.class);
        refuse(
                "its offset is read without its id; send its toInstant() or its toString()",
                OffsetDateTime.class,
                ZonedDateTime.class);
        refuse("its offset is read without its id; send its toString()", OffsetTime.class);
    }

    private CauchoCodecs() {}

    private static void refuse(String why, Class<?>... types) {
        for (Class<?> type : types) {
            FIXED.put(type, new Codecs.Refused(why));
        }
    }

    /** The codec of {@code type} where the reader's field or parameter is {@code declared}. */
    static Codec of(ValueWriter out, Class<?> type, TypeNode declared) {
        Plan plan = PLANS.get(type);
        Class<?> instead = plan.instead;
        if (instead != null && !declared.raw.isAssignableFrom(instead)) {
            throw out.refused(
                    type,
                    "a %s would be stored where %s is declared; declare what both are, or give it a public constructor without parameters"
                            .formatted(instead.getName(), declared.raw.getName()));
        }
        return plan.codec;
    }

    private static Plan create(Class<?> type) {
        Codec fixed = FIXED.get(type);
        if (fixed != null) {
            return new Plan(fixed, null);
        }
        Codec usual = Codecs.of(type);
        if (usual instanceof CollectionCodec) {
            Class<?> made = CollectionNames.madeByCaucho(type);
            return new Plan(CollectionCodec.forCaucho(type, made), made == type ? null : made);
        } else if (usual instanceof MapCodec) {
            Class<?> made = CollectionNames.madeByCaucho(type);
            return new Plan(MapCodec.forCaucho(type, made), made == type ? null : made);
        } else if (usual instanceof ThrowableCodec throwable) {
            return new Plan(unless(twice(throwable.fieldNames()), usual), null);
        } else if (usual instanceof ObjectCodec || usual instanceof ObjectCodec.Replaced) {
            return new Plan(user(ObjectPlan.of(type), usual), null);
        }
        return new Plan(jdk(type, usual), null);
    }

    private static Codec jdk(Class<?> type, Codec usual) {
        if (ZoneId.class.isAssignableFrom(type)) {
            return CauchoTypes.ZONE_ID;
        } else if (InetAddress.class.isAssignableFrom(type)) {
            return CauchoTypes.ADDRESS;
        } else if (TimeZone.class.isAssignableFrom(type)) {
            return new Codecs.Refused(
                    "the rules of a java.util.TimeZone do not travel; send its id");
        }
        return usual;
    }

    private static Codec user(ObjectPlan plan, Codec usual) {
        Codec itself;
        if (plan.type.isRecord()) {
            itself = new Codecs.Refused("it is a record, whose fields cannot be set; send a class");
        } else {
            itself = unless(twice(Arrays.stream(plan.fields).map(FieldPlan::name).toList()), usual);
        }
        return itself == usual || plan.writeReplace == null
                ? itself
                : new ObjectCodec.Replaced(plan.writeReplace, itself);
    }

    private static Codec unless(@Nullable String hidden, Codec usual) {
        return hidden == null
                ? usual
                : new Codecs.Refused(
                        "two of its fields are called %s and are read into one; rename one"
                                .formatted(hidden));
    }

    /** A name that occurs twice. */
    private static @Nullable String twice(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                return name;
            }
        }
        return null;
    }

    /** What is a string on the wire becomes something else only where that is declared. */
    private static final class Chars extends Codec {
        @Override
        void write(ValueWriter out, Object value, TypeNode declared) {
            if (value instanceof Character one && declared.kind == Kind.CHAR) {
                out.writeChar(one);
            } else if (value instanceof char[] all && declared.raw == char[].class) {
                out.writeString(new String(all));
            } else {
                throw out.refused(
                        value.getClass(),
                        "nothing declares it, so it would be read as a java.lang.String; declare it, or send a String");
            }
        }
    }
}
