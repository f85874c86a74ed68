package io.redub.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A body as its sender meant it, uncompressed, and no longer than it may be. */
final class BoundedBody extends FilterInputStream {
    private final long limit;
    private long taken;

    private BoundedBody(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    /**
     * @param limit most bytes that come out; 0 or less: no limit
     */
    static InputStream of(InputStream in, boolean gzip, long limit) {
        InputStream plain = gzip ? new Lazy(in) : in;
        return limit > 0 ? new BoundedBody(plain, limit) : plain;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    private void count(long more) throws BodyException {
        taken += more;
        if (taken > limit) {
            throw new BodyException(413, tooLarge(limit));
        }
    }

    static String tooLarge(long limit) {
        return "the body has more than "
                + limit
                + " bytes (expected: no more; raise 'payload' if it may be so)";
    }

    /** Reads the head of the compressed form at the first use, since that waits for the peer. */
    private static final class Lazy extends InputStream {
        private final InputStream compressed;
        private InputStream plain = InputStream.nullInputStream();
        private boolean begun;

        Lazy(InputStream compressed) {
            this.compressed = compressed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                if (!begun) {
                    begun = true;
                    plain = new GZIPInputStream(compressed, 8 * 1024);
                }
                return plain.read(target, offset, length);
            } catch (ZipException | java.io.EOFException e) {
                throw new BodyException(400, "the body is not what gzip writes: " + e, e);
            }
        }

        @Override
        public void close() throws IOException {
            compressed.close();
        }
    }
}
