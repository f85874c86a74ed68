package io.redub.protocol.hessian;

import io.redub.protocol.web.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A binary value of a message, read while it comes. Hessian 1 and 2 differ in the tag of a chunk
 * that is not the last. Not thread-safe.
 */
final class BinaryInput extends InputStream {
    private static final int MOST_EMPTY_CHUNKS = 1024;

    private final WireInput in;
    private final AutoCloseable owner;
    private int chunk;
    private boolean last;
    private boolean closed;

    private BinaryInput(WireInput in, AutoCloseable owner) {
        this.in = in;
        this.owner = owner;
    }

    /**
     * The value that comes next, or null if it is null.
     *
     * @param owner is closed with the stream
     * @throws Refusal if it is another value
     */
    static @Nullable BinaryInput open(WireInput in, AutoCloseable owner) throws IOException {
        if (in.peek() == 'N') {
            in.next();
            return null;
        }
        BinaryInput stream = new BinaryInput(in, owner);
        stream.begin();
        return stream;
    }

    private void begin() throws IOException {
        int tag = in.next();
        last = true;
        if (tag >= 0x20 && tag <= 0x2f) {
            chunk = tag - 0x20;
        } else if (tag >= 0x34 && tag <= 0x37) {
            chunk = tag - 0x34 << 8 | in.next();
        } else if (tag == 'B' || tag == 'A' || tag == 'b') {
            last = tag == 'B';
            chunk = in.next16();
        } else {
            throw new MalformedHessian("tag 0x%02x (expected: a binary)".formatted(tag));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the stream is closed");
        } else if (length == 0) {
            return 0;
        }
        try {
            int empty = 0;
            while (chunk == 0 && !last) {
                if (++empty > MOST_EMPTY_CHUNKS) {
                    throw new MalformedHessian("a binary of empty chunks");
                }
                begin();
            }
            if (chunk == 0) {
                return -1;
            }
            int some = in.read(target, offset, Math.min(length, chunk));
            chunk -= some;
            return some;
        } catch (Refusal refusal) {
            throw new IOException(refusal.text(), refusal);
        }
    }

    /** Whole, for who declared {@code byte[]}. */
    byte[] bytes() throws IOException {
        try {
            return readAllBytes();
        } catch (IOException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            owner.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
