package io.redub.serialize.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import java.net.URL;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Names the class of a value that is not of the declared one, and finds classes so named among
 * those that are admitted. Containers, dates and the like are what their declaration says.
 */
final class TypeNames extends StdTypeResolverBuilder {
    static final String PROPERTY = "@class";

    private static final long serialVersionUID = 1L;

    TypeNames() {
        super(JsonTypeInfo.Id.CUSTOM, JsonTypeInfo.As.PROPERTY, PROPERTY);
    }

    private static boolean mayDiffer(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isJavaLangObject()) {
            return true;
        }
        if (type.isPrimitive()
                || type.isContainerType()
                || type.isReferenceType()
                || type.isEnumType()
                || type.isFinal()
                || Throwable.class.isAssignableFrom(raw)) {
            return false;
        }
        if (raw == Date.class) {
            // Those of java.sql hold more.
            return true;
        }
        if (raw == Calendar.class || raw == TimeZone.class) {
            return false;
        }
        return type.isAbstract() ? !raw.getName().startsWith("java.time.") : !isJdk(raw);
    }

    private static boolean isJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    @Override
    public @Nullable TypeSerializer buildTypeSerializer(
            SerializationConfig config, JavaType base, @Nullable Collection<NamedType> subtypes) {
        return mayDiffer(base) ? new DifferingType(new Ids(base), base.getRawClass()) : null;
    }

    @Override
    public @Nullable TypeDeserializer buildTypeDeserializer(
            DeserializationConfig config, JavaType base, @Nullable Collection<NamedType> subtypes) {
        if (!mayDiffer(base)) {
            return null;
        }
        JavaType unnamed = base;
        if (base.isJavaLangObject()) {
            unnamed = config.constructType(LinkedHashMap.class);
        } else if (base.isAbstract()) {
            unnamed = null;
        }
        return new NamedTypeDeserializer(base, new Ids(base), PROPERTY, unnamed);
    }

    /** Names are those of classes. */
    static final class Ids extends TypeIdResolverBase {
        Ids(JavaType base) {
            super(base, null);
        }

        @Override
        public String idFromValue(Object value) {
            return WireClasses.of(value).getName();
        }

        @Override
        public String idFromValueAndType(@Nullable Object value, Class<?> suggested) {
            return (value == null ? suggested : WireClasses.of(value)).getName();
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) {
            AllowedTypes types = (AllowedTypes) context.getAttribute(Mappers.WORLD);
            Class<?> found = types == null ? null : find(types, id);
            if (found == null) {
                throw new SerializationException(
                        "class %s is not admitted to %s: name it in a signature of the service, or register it as a subtype"
                                .formatted(
                                        id.length() > 200 ? id.substring(0, 200) + "…" : id,
                                        types == null ? "this mapper" : types.owner()));
            }
            if (found == URL.class) {
                throw new SerializationException(
                        "a URL where its class is not declared: in a set or a key its hash would ask a name server; send a URI");
            }
            if (!_baseType.getRawClass().isAssignableFrom(found)) {
                throw new SerializationException(
                        "got a %s (expected: %s)".formatted(id, _baseType.toCanonical()));
            }
            return context.constructSpecializedType(_baseType, found);
        }

        private static @Nullable Class<?> find(AllowedTypes types, String id) {
            if (!id.startsWith("[")) {
                return types.find(id);
            }
            String element = id.substring(1);
            Class<?> component =
                    element.startsWith("[")
                            ? find(types, element)
                            : element.startsWith("L") && element.endsWith(";")
                                    ? types.find(element.substring(1, element.length() - 1))
                                    : primitive(element);
            return component == null || id.length() > 300 ? null : component.arrayType();
        }

        private static @Nullable Class<?> primitive(String code) {
            return switch (code) {
                case "Z" -> boolean.class;
                case "B" -> byte.class;
                case "S" -> short.class;
                case "C" -> char.class;
                case "I" -> int.class;
                case "J" -> long.class;
                case "F" -> float.class;
                case "D" -> double.class;
                default -> null;
            };
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
