package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body between the I/O thread, which never waits, and the thread that reads it, which does. The
 * I/O thread reads on from the socket only while little is buffered here.
 *
 * <p>All state is guarded by the pipe's monitor.
 */
final class BodyPipe extends InputStream {
    /**
     * Reading from the socket stops above this once somebody reads here, and before that as soon as
     * what is to be collected is here.
     */
    static final int FULL = 256 * 1024;

    private static final int RESUME_BELOW = FULL / 2;

    /** Smaller pieces are copied together: each alone might keep a whole read buffer alive. */
    private static final int COPIED_BELOW = 4 * 1024;

    private static final int COPY_CAPACITY = 16 * 1024;

    private final Runnable resume;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private int buffered;
    private boolean suspended;
    private boolean read;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    /**
     * @param resume called by the reading thread once more may be offered after it was not, or the
     *     pipe was closed before its end
     */
    BodyPipe(Runnable resume) {
        this.resume = resume;
    }

    // --- the I/O thread

    /**
     * Takes over a piece of the body.
     *
     * @return whether more is to be read from the socket now; otherwise {@code resume} tells when
     */
    synchronized boolean offer(ByteBuf piece, int collected) {
        if (closed || failure != null) {
            piece.release();
            return true;
        }
        buffered += piece.readableBytes();
        append(piece);
        notifyAll();
        // Its reader may still wait for a worker, and many with it.
        suspended = buffered >= (read ? Math.max(FULL, collected) : collected);
        return !suspended;
    }

    private void append(ByteBuf piece) {
        int length = piece.readableBytes();
        if (length >= COPIED_BELOW) {
            pieces.add(piece);
            return;
        }
        ByteBuf last = pieces.peekLast();
        if (last == null || last.writableBytes() < length || last.capacity() != COPY_CAPACITY) {
            last = Unpooled.buffer(COPY_CAPACITY, COPY_CAPACITY);
            pieces.add(last);
        }
        last.writeBytes(piece);
        piece.release();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void fail(IOException why) {
        if (!ended && failure == null) {
            failure = why;
            discard();
            notifyAll();
        }
    }

    synchronized int buffered() {
        return buffered;
    }

    // --- the reading thread

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int taken;
        boolean resumes;
        synchronized (this) {
            read = true;
            ByteBuf piece = await();
            if (piece == null) {
                return -1;
            }
            taken = Math.min(length, piece.readableBytes());
            piece.readBytes(target, offset, taken);
            buffered -= taken;
            if (!piece.isReadable()) {
                pieces.remove();
                piece.release();
            }
            resumes = suspended && buffered < RESUME_BELOW;
            if (resumes) {
                suspended = false;
            }
        }
        if (resumes) {
            resume.run();
        }
        return taken;
    }

    private @Nullable ByteBuf await() throws IOException {
        while (true) {
            if (failure != null) {
                throw failure;
            } else if (closed) {
                throw new IOException("the body is closed");
            }
            ByteBuf piece = pieces.peek();
            if (piece != null || ended) {
                return piece;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the body");
            }
        }
    }

    @Override
    public synchronized int available() {
        return buffered;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** What is here and what comes is dropped. */
    @Override
    public void close() {
        boolean resumes;
        synchronized (this) {
            resumes = !closed && !ended && failure == null;
            closed = true;
            discard();
            suspended = false;
            notifyAll();
        }
        if (resumes) {
            resume.run();
        }
    }

    private void discard() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        buffered = 0;
    }
}
