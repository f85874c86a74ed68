package io.redub.protocol.hessian;

import io.redub.protocol.SerializationChoice;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;

/** The installed serialization {@code hessian2}, with a reader and a writer for each thread. */
final class HessianValues {
    private final Serialization hessian;
    private final ThreadLocal<ObjectReader> readers;
    private final ThreadLocal<ObjectWriter> writers;

    private HessianValues(Serialization hessian) {
        this.hessian = hessian;
        this.readers = ThreadLocal.withInitial(hessian::reader);
        this.writers = ThreadLocal.withInitial(hessian::writer);
    }

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if it is not installed
     */
    static HessianValues installed() {
        return Installed.VALUES;
    }

    private static final class Installed {
        static final HessianValues VALUES =
                new HessianValues(SerializationChoice.require("hessian2"));
    }

    Serialization serialization() {
        return hessian;
    }

    /** That of this thread, unless a call is made while it reads for another one. */
    ObjectReader reader() {
        ObjectReader own = readers.get();
        return own.inUse() ? hessian.reader() : own;
    }

    ObjectWriter writer() {
        ObjectWriter own = writers.get();
        return own.inUse() ? hessian.writer() : own;
    }
}
