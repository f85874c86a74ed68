package io.redub.serialize.hessian2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.ServiceTypes;
import java.lang.reflect.Type;
import java.util.HexFormat;
import java.util.List;

/** Values to bytes and back through the public contracts, as a protocol would do it. */
final class Wire {
    private static final Hessian2Serialization HESSIAN = new Hessian2Serialization();

    private Wire() {}

    static byte[] write(Object value, Type declared, Dialect dialect) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = HESSIAN.writer();
        writer.begin(out, dialect);
        writer.writeObject(value, HESSIAN.declare(declared));
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    static String hex(Object value) {
        return HexFormat.of().formatHex(write(value, Object.class, Dialect.DUBBO));
    }

    static Object read(byte[] bytes, Type declared, AllowedTypes types) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        ObjectReader reader = HESSIAN.reader();
        reader.begin(in, types);
        Object value = reader.readObject(HESSIAN.declare(declared));
        reader.end();
        if (in.isReadable()) {
            throw new AssertionError(in.readableBytes() + " bytes left");
        }
        return value;
    }

    static Object read(String hex, Type declared, Class<?>... also) {
        return read(HexFormat.of().parseHex(hex), declared, types(declared, also));
    }

    static ServiceTypes types(Type declared, Class<?>... also) {
        return ServiceTypes.of("demo.Service").roots(List.of(declared)).also(also).build();
    }

    /** From Redub to Redub. */
    static Object copy(Object value, Type declared, Class<?>... also) {
        return read(write(value, declared, Dialect.REDUB), declared, types(declared, also));
    }
}
