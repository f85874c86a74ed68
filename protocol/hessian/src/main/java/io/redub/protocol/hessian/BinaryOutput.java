package io.redub.protocol.hessian;

import io.redub.protocol.web.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes a binary value in chunks, of which none but one is in memory. */
final class BinaryOutput {
    private static final int CHUNK = 0x8000;
    private static final int EMPTY = 0x20;

    private BinaryOutput() {}

    static void write(InputStream source, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int size = read(source, chunk); size > 0; size = read(source, chunk)) {
            part('A', chunk, 0, size, out);
        }
        out.write(EMPTY);
    }

    private static int read(InputStream source, byte[] chunk) throws SourceException {
        try {
            return source.readNBytes(chunk, 0, CHUNK);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    static void write(byte[] source, OutputStream out) throws IOException {
        int from = 0;
        for (; source.length - from > CHUNK; from += CHUNK) {
            part('A', source, from, CHUNK, out);
        }
        part('B', source, from, source.length - from, out);
    }

    private static void part(int tag, byte[] bytes, int from, int size, OutputStream out)
            throws IOException {
        out.write(tag);
        out.write(size >> 8);
        out.write(size);
        out.write(bytes, from, size);
    }
}
