package io.redub.serialize.java;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import java.lang.reflect.Type;

/**
 * Java serialization as Apache Dubbo's {@code java}: id 3; strings and values that may be null have
 * a mark in front. Thread-safe.
 */
public final class JavaSerialization implements Serialization {
    @Override
    public byte id() {
        return 3;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public DeclaredType declare(Type type) {
        return JavaType.of(type);
    }

    @Override
    public ObjectWriter writer() {
        return new JavaWriter(true);
    }

    @Override
    public ObjectReader reader() {
        return new JavaReader(true);
    }
}
