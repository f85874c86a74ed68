package io.redub.exchange;

import io.netty.buffer.ByteBuf;

/**
 * The 16 bytes before every message of the dubbo protocol: magic (2), flags (1), status (1),
 * request id (8), length of the body (4), all big-endian.
 */
public final class FrameHeader {
    public static final int LENGTH = 16;
    public static final short MAGIC = (short) 0xdabb;

    /** How a connection begins. */
    static final byte[] BEGINNING = {(byte) (MAGIC >> 8), (byte) MAGIC};

    /** Flag: a request; otherwise a response. */
    public static final int REQUEST = 0x80;

    /** Flag: the sender waits for a response. */
    public static final int TWO_WAY = 0x40;

    /** Flag: not a call but an event of the connection, such as a heartbeat. */
    public static final int EVENT = 0x20;

    /** The part of the flags that names the serialization. */
    public static final int SERIALIZATION_MASK = 0x1f;

    static final int STATUS_OFFSET = 3;
    static final int ID_OFFSET = 4;
    static final int BODY_LENGTH_OFFSET = 12;

    private FrameHeader() {}

    /** Appends a header whose id and body length are filled in later. */
    public static void begin(ByteBuf frame, int flags, int status) {
        frame.writeShort(MAGIC);
        frame.writeByte(flags);
        frame.writeByte(status);
        frame.writeLong(0);
        frame.writeInt(0);
    }

    /** Fills in the length of the body that was appended behind the header. */
    public static void end(ByteBuf frame) {
        frame.setInt(frame.readerIndex() + BODY_LENGTH_OFFSET, frame.readableBytes() - LENGTH);
    }

    /** Fills in the request id. */
    public static void id(ByteBuf frame, long id) {
        frame.setLong(frame.readerIndex() + ID_OFFSET, id);
    }
}
