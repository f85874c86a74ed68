package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.serialize.Dialect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of nearly every response, as bytes: {@code {dubbo=2.0.2}} alone, which Dubbo
 * sends, or with the mark by which Redub peers know each other. They are written and recognised
 * without touching a map.
 */
final class ResponseSuffix {
    static final byte[] DUBBO = hessianMap("dubbo", DubboWire.PROTOCOL_VERSION);
    static final byte[] REDUB =
            hessianMap("dubbo", DubboWire.PROTOCOL_VERSION, DubboWire.REDUB, "1");

    private ResponseSuffix() {}

    /** The map in hessian2: H, short strings with their length in front, Z. */
    private static byte[] hessianMap(String... keysAndValues) {
        StringBuilder out = new StringBuilder("H");
        for (String text : keysAndValues) {
            out.append((char) text.length()).append(text);
        }
        return out.append('Z').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whose plain suffix the rest of the body is, or null if it is another map. */
    static @Nullable Dialect plain(ByteBuf body) {
        if (is(REDUB, body)) {
            return Dialect.REDUB;
        }
        return is(DUBBO, body) ? Dialect.DUBBO : null;
    }

    private static boolean is(byte[] suffix, ByteBuf body) {
        if (body.readableBytes() != suffix.length) {
            return false;
        }
        int start = body.readerIndex();
        for (int i = suffix.length - 1; i >= 0; i--) {
            if (body.getByte(start + i) != suffix[i]) {
                return false;
            }
        }
        return true;
    }
}
