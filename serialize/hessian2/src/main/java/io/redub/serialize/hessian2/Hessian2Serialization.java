package io.redub.serialize.hessian2;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import java.lang.reflect.Type;
import java.util.function.LongSupplier;

/**
 * Hessian 2.0 as Apache Dubbo speaks it: id 2, name {@code hessian2}. What is written depends on
 * who reads, which {@link ObjectWriter#begin} is told message by message: a Dubbo peer, a Redub
 * peer, or Caucho's library ({@link io.redub.serialize.Dialect#CAUCHO}). What is read needs no
 * dialect: a reader takes all three. Thread-safe.
 */
public final class Hessian2Serialization implements Serialization {
    private final LongSupplier nanoClock;

    public Hessian2Serialization() {
        this(System::nanoTime);
    }

    Hessian2Serialization(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public byte id() {
        return 2;
    }

    @Override
    public String name() {
        return "hessian2";
    }

    @Override
    public DeclaredType declare(Type type) {
        return TypeNode.of(type);
    }

    @Override
    public ObjectWriter writer() {
        return new Hessian2Writer();
    }

    @Override
    public ObjectReader reader() {
        return new Hessian2Reader(nanoClock);
    }
}
