package io.redub.serialize.java;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import java.lang.reflect.Type;

/**
 * Java serialization as Apache Dubbo's {@code nativejava}: id 7; nothing but what {@link
 * java.io.ObjectOutputStream} writes. Thread-safe.
 */
public final class NativeJavaSerialization implements Serialization {
    @Override
    public byte id() {
        return 7;
    }

    @Override
    public String name() {
        return "nativejava";
    }

    @Override
    public DeclaredType declare(Type type) {
        return JavaType.of(type);
    }

    @Override
    public ObjectWriter writer() {
        return new JavaWriter(false);
    }

    @Override
    public ObjectReader reader() {
        return new JavaReader(false);
    }
}
