package io.redub.serialize.protobuf;

import com.google.protobuf.MessageLite;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * Generated messages of Protocol Buffers as Apache Dubbo's {@code protobuf}: id 22; everything is a
 * message with its length in front. Nothing but messages can be declared. Thread-safe.
 */
public final class ProtobufSerialization implements Serialization {
    @Override
    public byte id() {
        return 22;
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public DeclaredType declare(Type type) {
        if (type == Throwable.class) {
            return ProtobufType.THROWABLE;
        } else if (type == void.class || type == Void.class) {
            return ProtobufType.NOTHING;
        } else if (type instanceof Class<?> c && MessageLite.class.isAssignableFrom(c)) {
            return new ProtobufType(type, defaultInstance(c).getParserForType());
        }
        throw new SerializationException(
                "%s is no generated message (expected: a class that protoc generated; google/protobuf/wrappers.proto has messages for single values)"
                        .formatted(type.getTypeName()));
    }

    private static MessageLite defaultInstance(Class<?> type) {
        try {
            Method method = type.getMethod("getDefaultInstance");
            if (method.invoke(null) instanceof MessageLite instance) {
                return instance;
            }
            throw new SerializationException(
                    "%s has no default instance".formatted(type.getName()));
        } catch (ReflectiveOperationException e) {
            throw new SerializationException(
                    "%s is no generated message: it has no public getDefaultInstance()"
                            .formatted(type.getName()),
                    e);
        }
    }

    @Override
    public ObjectWriter writer() {
        return new ProtobufWriter();
    }

    @Override
    public ObjectReader reader() {
        return new ProtobufReader();
    }
}
