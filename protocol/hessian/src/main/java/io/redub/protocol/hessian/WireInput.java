package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.redub.protocol.web.Refusal;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a message as they come, up to a limit. Claimed lengths are never believed: room is
 * made for what is there. Not thread-safe.
 */
final class WireInput {
    private static final int CAPACITY = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int at;
    private int end;
    private long left;
    private final long limit;

    /**
     * @param limit most bytes that may be taken; 0 or less: no limit
     */
    WireInput(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
        this.left = limit > 0 ? limit : Long.MAX_VALUE;
    }

    /** What follows may be of any length: it is not kept. */
    void unlimited() {
        left = Long.MAX_VALUE;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(0, in.read(buffer, 0, CAPACITY));
        return end > 0;
    }

    private Refusal truncated() {
        return new MalformedHessian("it ends in the middle of a value");
    }

    private void take(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new Refusal(
                    413,
                    StatusCode.LIMIT_EXCEEDED,
                    "the values have more than "
                            + limit
                            + " bytes (expected: no more; raise 'payload' if they may have)");
        }
    }

    boolean ended() throws IOException {
        return !fill();
    }

    int next() throws IOException {
        int value = peek();
        take(1);
        at++;
        return value;
    }

    int peek() throws IOException {
        if (!fill()) {
            throw truncated();
        }
        return buffer[at] & 0xff;
    }

    int next16() throws IOException {
        int high = next();
        return high << 8 | next();
    }

    int next32() throws IOException {
        int high = next16();
        return high << 16 | next16();
    }

    void copy(int length, ByteBuf out) throws IOException {
        int missing = length;
        while (missing > 0) {
            int some = available(missing);
            out.writeBytes(buffer, at, some);
            at += some;
            missing -= some;
        }
    }

    /** At least one of so many bytes. */
    private int available(int wanted) throws IOException {
        if (!fill()) {
            throw truncated();
        }
        int some = Math.min(wanted, end - at);
        take(some);
        return some;
    }

    /** Some of at most {@code length} bytes, of which one at least must be there. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (at == end && length >= CAPACITY) {
            int some = in.read(target, offset, length);
            if (some <= 0) {
                throw truncated();
            }
            take(some);
            return some;
        }
        int some = available(length);
        System.arraycopy(buffer, at, target, offset, some);
        at += some;
        return some;
    }

    /** Chars of one to three bytes each, of a string of so many UTF-16 units. */
    void copyChars(int units, ByteBuf out) throws IOException {
        for (int i = 0; i < units; i++) {
            int first = next();
            out.writeByte(first);
            if (first >= 0x80) {
                if (first < 0xc0 || first >= 0xf0) {
                    throw new MalformedHessian("not a char of 1 to 3 bytes");
                }
                copy(first < 0xe0 ? 1 : 2, out);
            }
        }
    }

    /** All that is left. */
    void copyRest(ByteBuf out) throws IOException {
        while (fill()) {
            copy(end - at, out);
        }
    }
}
