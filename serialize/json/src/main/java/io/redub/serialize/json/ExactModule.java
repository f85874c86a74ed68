package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.AtomicReferenceSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Serializers;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What Jackson would change, load or leave open by itself. */
final class ExactModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ExactModule() {
        super("redub");
        addDeserializer(Class.class, new KnownClass());
        addDeserializer(byte.class, new ExactByte(byte.class));
        addDeserializer(Byte.class, new ExactByte(Byte.class));
        addDeserializer(float.class, new ExactFloat(float.class));
        addDeserializer(Float.class, new ExactFloat(Float.class));
        addDeserializer(double.class, new ExactDouble(double.class));
        addDeserializer(Double.class, new ExactDouble(Double.class));
        addSerializer(Throwable.class, new ThrowableWriter());
        JdkValues.addTo(this);
        setDeserializerModifier(
                new BeanDeserializerModifier() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public JsonDeserializer<?> modifyDeserializer(
                            DeserializationConfig config,
                            BeanDescription bean,
                            JsonDeserializer<?> deserializer) {
                        Class<?> type = bean.getBeanClass();
                        if (type.getName().startsWith("java.time.")) {
                            return new BoundedTime(deserializer);
                        }
                        if (type == Object.class) {
                            return new UndeclaredValue(deserializer);
                        }
                        return Throwable.class.isAssignableFrom(type)
                                ? new ThrowableReader(type)
                                : deserializer;
                    }

                    @Override
                    public JsonDeserializer<?> modifyCollectionDeserializer(
                            DeserializationConfig config,
                            CollectionType type,
                            BeanDescription bean,
                            JsonDeserializer<?> deserializer) {
                        return GuardedSet.isFor(type)
                                ? new StdDelegatingDeserializer<>(
                                        new GuardedSet(type, config.getTypeFactory()))
                                : deserializer;
                    }
                });
        setSerializerModifier(
                new BeanSerializerModifier() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public JsonSerializer<?> modifyKeySerializer(
                            SerializationConfig config,
                            JavaType type,
                            BeanDescription bean,
                            JsonSerializer<?> serializer) {
                        return type.isJavaLangObject() ? new TextKey() : serializer;
                    }
                });
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(
                new Serializers.Base() {
                    @Override
                    public @Nullable JsonSerializer<?> findReferenceSerializer(
                            SerializationConfig config,
                            ReferenceType type,
                            BeanDescription bean,
                            @Nullable TypeSerializer contentType,
                            @Nullable JsonSerializer<Object> content) {
                        if (type.isTypeOrSubTypeOf(Optional.class)) {
                            return new UndeclaredReference(
                                    new Jdk8Serializers()
                                            .findReferenceSerializer(
                                                    config, type, bean, contentType, content));
                        }
                        return type.isTypeOrSubTypeOf(AtomicReference.class)
                                ? new UndeclaredReference(
                                        new AtomicReferenceSerializer(
                                                type, true, contentType, content))
                                : null;
                    }
                });
    }

    /** Names a class of the closed world; nothing is loaded. */
    private static final class KnownClass extends StdScalarDeserializer<Class<?>> {
        private static final long serialVersionUID = 1L;

        KnownClass() {
            super(Class.class);
        }

        @Override
        public Class<?> deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String name = in.getText();
            AllowedTypes types = (AllowedTypes) context.getAttribute(Mappers.WORLD);
            Class<?> found = types.find(name);
            if (found == null) {
                throw new SerializationException(
                        "class %s is not admitted to %s".formatted(name, types.owner()));
            }
            return found;
        }
    }

    /** Jackson takes 128 to 255 as well. */
    private static final class ExactByte extends StdScalarDeserializer<Byte> {
        private static final long serialVersionUID = 1L;

        ExactByte(Class<?> type) {
            super(type);
        }

        @Override
        public Byte deserialize(JsonParser in, DeserializationContext context) throws IOException {
            int value = _parseIntPrimitive(in, context);
            if (value != (byte) value) {
                throw new SerializationException("byte: " + value + " (expected: -128 to 127)");
            }
            return (byte) value;
        }

        @Override
        public @Nullable Byte getNullValue(DeserializationContext context) {
            refuseNull(_valueClass);
            return null;
        }
    }

    /** Jackson makes infinity of what is too large. */
    private static final class ExactFloat extends StdScalarDeserializer<Float> {
        private static final long serialVersionUID = 1L;

        ExactFloat(Class<?> type) {
            super(type);
        }

        @Override
        public Float deserialize(JsonParser in, DeserializationContext context) throws IOException {
            float value = _parseFloatPrimitive(in, context);
            if (Float.isInfinite(value) && in.currentToken().isNumeric()) {
                throw new SerializationException(
                        "float: " + in.getText() + " (expected: what a float can hold)");
            }
            return value;
        }

        @Override
        public @Nullable Float getNullValue(DeserializationContext context) {
            refuseNull(_valueClass);
            return null;
        }
    }

    /** Jackson makes infinity of what is too large. */
    private static final class ExactDouble extends StdScalarDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        ExactDouble(Class<?> type) {
            super(type);
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            double value = _parseDoublePrimitive(in, context);
            if (Double.isInfinite(value) && in.currentToken().isNumeric()) {
                throw new SerializationException(
                        "double: " + in.getText() + " (expected: what a double can hold)");
            }
            return value;
        }

        @Override
        public @Nullable Double getNullValue(DeserializationContext context) {
            refuseNull(_valueClass);
            return null;
        }
    }

    private static void refuseNull(Class<?> type) {
        if (type.isPrimitive()) {
            throw new SerializationException("null (expected: a " + type + ")");
        }
    }

    /** Keys of undeclared type would all come back as text. */
    private static final class TextKey extends JsonSerializer<Object> {
        @Override
        public void serialize(Object key, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            if (!(key instanceof String text)) {
                throw new SerializationException(
                        "a key of class %s in a map of undeclared keys (expected: String; declare the type of the keys)"
                                .formatted(key.getClass().getName()));
            }
            out.writeFieldName(text);
        }
    }
}
