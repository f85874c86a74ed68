package io.redub.serialize.json;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import java.lang.reflect.Type;

/**
 * JSON, one value a line, as Apache Dubbo's {@code jackson}: id 18. Objects are their fields; where
 * a value is not of the declared class, its class is named in the property {@value
 * TypeNames#PROPERTY}. Thread-safe.
 */
public final class JsonSerialization implements Serialization {
    private final Mappers mappers = new Mappers();

    @Override
    public byte id() {
        return 18;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public DeclaredType declare(Type type) {
        return new JsonType(type, mappers.writing().constructType(type));
    }

    @Override
    public ObjectWriter writer() {
        return new JsonWriter(mappers.writing());
    }

    @Override
    public ObjectReader reader() {
        return new JsonReader(mappers);
    }
}
