package io.redub.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.ServiceTypes;
import io.redub.serialize.hessian2.Hessian2Serialization;
import java.util.List;
import java.util.Objects;

/**
 * Ours as in a call: a closed world of admitted types, a writer and a reader kept by the thread.
 */
final class RedubCodec implements Codec {
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Dialect dialect;
    private final DeclaredType type;
    private final AllowedTypes world;
    private final Object payload;
    private final ByteBuf out = Unpooled.buffer(8192);
    private final ByteBuf encoded;

    RedubCodec(Shape shape, Dialect dialect) {
        Serialization serialization = new Hessian2Serialization();
        this.dialect = dialect;
        writer = serialization.writer();
        reader = serialization.reader();
        type = serialization.declare(shape.type());
        world = ServiceTypes.of("benchmark").roots(List.of(shape.type())).build();
        payload = shape.sample();
        encode();
        encoded = out.copy();
    }

    @Override
    public int encode() {
        out.clear();
        writer.begin(out, dialect);
        writer.writeObject(payload, type);
        writer.end();
        return out.readableBytes();
    }

    @Override
    public Object decode() {
        encoded.readerIndex(0);
        reader.begin(encoded, world);
        Object value = reader.readObject(type);
        reader.end();
        return Objects.requireNonNull(value);
    }
}
