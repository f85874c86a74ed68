package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the bytes of one connection into frames. A body over the limit is skipped as it comes, never
 * buffered; bytes that are no frame are skipped up to the next magic number, and a peer that sends
 * more than {@link #GARBAGE_LIMIT} of them is cut off. Lives on the connection's I/O thread.
 */
final class FrameReader {
    /** Bytes outside of any frame that are put up with on one connection. */
    static final int GARBAGE_LIMIT = 64 * 1024;

    /** What a buffer can hold behind a header. */
    static final int MAX_BODY = Integer.MAX_VALUE - FrameHeader.LENGTH;

    private static final Logger log = LoggerFactory.getLogger(FrameReader.class);

    /** Shared by all connections: a bad peer may open many. */
    private static final LogLimit complaints = new LogLimit();

    /** Gets what was cut out. */
    interface Sink {
        /** A whole frame; the sink owns {@code body}. */
        void frame(int flags, int status, long id, ByteBuf body);

        /** A frame whose body is over the limit and was left out. */
        void tooLarge(int flags, int status, long id, int length);
    }

    private final String peer;
    private final int payloadLimit;
    private final Sink sink;
    private long skip;
    private int garbage;
    private boolean broken;

    /**
     * @param payloadLimit bytes of a body that are accepted; ≤ 0: as many as fit into a buffer
     */
    FrameReader(String peer, int payloadLimit, Sink sink) {
        this.peer = peer;
        this.payloadLimit = payloadLimit <= 0 ? MAX_BODY : Math.min(payloadLimit, MAX_BODY);
        this.sink = sink;
    }

    /**
     * @throws FramingException once, if the stream makes no sense from here on; what comes later is
     *     skipped
     */
    void read(ByteBuf in) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            cut(in);
        } catch (FramingException e) {
            broken = true;
            in.skipBytes(in.readableBytes());
            if (complaints.permit()) {
                log.warn("{}; closing the connection", e.getMessage());
            }
            throw e;
        }
    }

    private void cut(ByteBuf in) {
        while (true) {
            if (skip > 0) {
                int now = (int) Math.min(skip, in.readableBytes());
                in.skipBytes(now);
                skip -= now;
                if (skip > 0) {
                    return;
                }
            }
            if (in.readableBytes() < 2) {
                return;
            }
            int start = in.readerIndex();
            if (in.getShort(start) != FrameHeader.MAGIC) {
                skipGarbage(in);
                continue;
            }
            if (in.readableBytes() < FrameHeader.LENGTH) {
                return;
            }
            int length = in.getInt(start + FrameHeader.BODY_LENGTH_OFFSET);
            if (length < 0) {
                throw new FramingException(
                        peer + " announced a body of " + length + " bytes (expected: ≥ 0)");
            }
            int flags = in.getUnsignedByte(start + 2);
            int status = in.getUnsignedByte(start + 3);
            long id = in.getLong(start + FrameHeader.ID_OFFSET);
            if (length > payloadLimit) {
                in.skipBytes(FrameHeader.LENGTH);
                skip = length;
                sink.tooLarge(flags, status, id, length);
                continue;
            }
            if (in.readableBytes() < (long) FrameHeader.LENGTH + length) {
                return;
            }
            in.skipBytes(FrameHeader.LENGTH);
            sink.frame(flags, status, id, in.readRetainedSlice(length));
        }
    }

    private void skipGarbage(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int at = start + 1;
        while (at < end
                && !(in.getByte(at) == (byte) 0xda
                        && (at + 1 == end || in.getByte(at + 1) == (byte) 0xbb))) {
            at++;
        }
        if (garbage == 0 && complaints.permit()) {
            log.warn(
                    "{} sent bytes that are no dubbo frame (first: 0x{}); skipping to the next"
                            + " frame. Does it speak another protocol?",
                    peer,
                    Integer.toHexString(in.getUnsignedByte(start)));
        }
        garbage += at - start;
        if (garbage > GARBAGE_LIMIT) {
            throw new FramingException(
                    peer + " sent more than " + GARBAGE_LIMIT + " bytes that are no dubbo frame");
        }
        in.readerIndex(at);
    }
}
