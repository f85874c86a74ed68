package io.redub.protocol.dubbo;

import java.nio.charset.StandardCharsets;

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
}
