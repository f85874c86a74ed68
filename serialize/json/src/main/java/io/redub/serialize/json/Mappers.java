package io.redub.serialize.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ReadLimits;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Jackson's mappers: one that writes, and one per world that reads, as a mapper remembers the
 * classes it has found by name. Thread-safe.
 */
final class Mappers {
    /** Where a reader finds the world it works for; a mapper that held it would keep it alive. */
    static final Object WORLD = AllowedTypes.class;

    /** Deeper values would overflow the stack of the thread that reads them. */
    private static final int DEEPEST = 500;

    private final JsonMapper writing = mapper(ReadLimits.DEFAULT);
    private final Map<AllowedTypes, JsonMapper> reading =
            Collections.synchronizedMap(new WeakHashMap<>());

    JsonMapper writing() {
        return writing;
    }

    JsonMapper reading(AllowedTypes types) {
        return reading.computeIfAbsent(types, world -> mapper(world.limits()));
    }

    private static JsonMapper mapper(ReadLimits limits) {
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(Math.min(DEEPEST, limits.depth()))
                                        .maxTokenCount(limits.elements())
                                        // The frame has bounds already.
                                        .maxStringLength(Integer.MAX_VALUE)
                                        .build())
                        .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(new ExactModule())
                // What a class is made of are its fields, as in the closed world.
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.PUBLIC_ONLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.INFER_BUILDER_TYPE_BINDINGS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // One side may have fields that the other lacks.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                // Also for type names that a user's annotations ask for.
                .polymorphicTypeValidator(new WorldValidator())
                .setDefaultTyping(new TypeNames())
                .build();
    }
}
