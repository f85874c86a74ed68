package io.redub.protocol.dubbo;

import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Readers and writers, one per thread and serialization. */
final class Codecs {
    private static final ConcurrentMap<Serialization, ThreadLocal<ObjectReader>> READERS =
            new ConcurrentHashMap<>();
    private static final ConcurrentMap<Serialization, ThreadLocal<ObjectWriter>> WRITERS =
            new ConcurrentHashMap<>();

    private Codecs() {}

    static ThreadLocal<ObjectReader> readers(Serialization serialization) {
        return READERS.computeIfAbsent(serialization, key -> ThreadLocal.withInitial(key::reader));
    }

    static ThreadLocal<ObjectWriter> writers(Serialization serialization) {
        return WRITERS.computeIfAbsent(serialization, key -> ThreadLocal.withInitial(key::writer));
    }

    /** {@code own} of this thread, unless a call is made while it reads for another one. */
    static ObjectReader free(ObjectReader own, Serialization serialization) {
        return own.inUse() ? serialization.reader() : own;
    }

    /** {@code own} of this thread, unless a call is made while it writes for another one. */
    static ObjectWriter free(ObjectWriter own, Serialization serialization) {
        return own.inUse() ? serialization.writer() : own;
    }
}
