package io.redub.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How the connections of a protocol begin. Listeners that say so may share a port: the first bytes
 * of a connection decide whose it is. Immutable.
 */
public final class Opening {
    /** What some first bytes say of a connection. */
    public enum Match {
        /** It is of this protocol. */
        YES,
        /** It is not. */
        NO,
        /** It may be: more bytes are needed. */
        MORE
    }

    private final String name;
    private final Duration patience;
    private final List<byte[]> beginnings;

    private Opening(String name, Duration patience, List<byte[]> beginnings) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: > 0)");
        }
        if (beginnings.isEmpty() || beginnings.stream().anyMatch(each -> each.length == 0)) {
            throw new IllegalArgumentException("beginnings (expected: one at least, none empty)");
        }
        this.name = name;
        this.patience = patience;
        this.beginnings = beginnings;
    }

    /**
     * A protocol whose connections begin with bytes.
     *
     * @param name for messages
     * @param patience how long a connection may send nothing; positive
     */
    public static Opening bytes(String name, Duration patience, byte[] beginning) {
        return new Opening(name, patience, List.of(beginning.clone()));
    }

    /** The same, with any of some words of ASCII. */
    public static Opening words(String name, Duration patience, List<String> words) {
        return new Opening(
                name,
                patience,
                words.stream().map(word -> word.getBytes(StandardCharsets.US_ASCII)).toList());
    }

    public String name() {
        return name;
    }

    public Duration patience() {
        return patience;
    }

    /** Looks at the readable bytes, and leaves them there. */
    public Match match(ByteBuf seen) {
        Match match = Match.NO;
        for (byte[] beginning : beginnings) {
            if (begins(seen, beginning)) {
                if (seen.readableBytes() >= beginning.length) {
                    return Match.YES;
                }
                match = Match.MORE;
            }
        }
        return match;
    }

    /** Whether the two agree as far as both go. */
    private static boolean begins(ByteBuf seen, byte[] beginning) {
        int length = Math.min(seen.readableBytes(), beginning.length);
        for (int i = 0; i < length; i++) {
            if (seen.getByte(seen.readerIndex() + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are first bytes that both would take, so that they cannot share a port. */
    public boolean clashesWith(Opening other) {
        return beginnings.stream()
                .anyMatch(one -> other.beginnings.stream().anyMatch(two -> agree(one, two)));
    }

    private static boolean agree(byte[] one, byte[] two) {
        int length = Math.min(one.length, two.length);
        return Arrays.equals(one, 0, length, two, 0, length);
    }

    @Override
    public String toString() {
        return name;
    }
}
