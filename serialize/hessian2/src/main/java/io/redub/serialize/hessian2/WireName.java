package io.redub.serialize.hessian2;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A type name or class definition with its bytes, encoded once. The id lets a writer look up by
 * array index whether a message has it already.
 */
final class WireName {
    private static final AtomicInteger IDS = new AtomicInteger();

    final int id = IDS.getAndIncrement();
    final String name;
    final byte[] encoded;

    private WireName(String name, byte[] encoded) {
        this.name = name;
        this.encoded = encoded;
    }

    static WireName ofType(String name) {
        return new WireName(name, encode(name, List.of(), false));
    }

    static WireName ofDefinition(String name, List<String> fields) {
        return new WireName(name, encode(name, fields, true));
    }

    private static byte[] encode(String name, List<String> fields, boolean definition) {
        ValueWriter out = new ValueWriter();
        if (definition) {
            out.put(Tag.CLASS);
        }
        out.writeString(name);
        if (definition) {
            out.writeInt(fields.size());
            fields.forEach(out::writeString);
        }
        return Arrays.copyOf(out.bytes, out.at);
    }
}
