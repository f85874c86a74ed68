package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Events of a connection, as Dubbo writes them with hessian2: heartbeat (a null), READONLY ("R":
 * send no more calls) and WRITEABLE ("W": calls are welcome again).
 */
enum Events {
    HEARTBEAT(new byte[] {'N'}),
    READONLY(new byte[] {1, 'R'}),
    WRITEABLE(new byte[] {1, 'W'});

    /** Events with a longer body are not looked at, as in Dubbo. */
    static final int MAX_BODY = 15;

    /** Hessian2, in which events are written. */
    private static final int SERIALIZATION = 2;

    private final byte[] body;

    Events(byte[] body) {
        this.body = body;
    }

    /** The event with this body, or null if it is another one. */
    static @Nullable Events of(ByteBuf in) {
        for (Events event : values()) {
            if (event.matches(in)) {
                return event;
            }
        }
        return null;
    }

    private boolean matches(ByteBuf in) {
        if (in.readableBytes() != body.length) {
            return false;
        }
        for (int i = 0; i < body.length; i++) {
            if (in.getByte(in.readerIndex() + i) != body[i]) {
                return false;
            }
        }
        return true;
    }

    /** The frame of a request for this event. */
    ByteBuf frame(long id, boolean twoWay) {
        return frame(
                FrameHeader.REQUEST
                        | FrameHeader.EVENT
                        | (twoWay ? FrameHeader.TWO_WAY : 0)
                        | SERIALIZATION,
                0,
                id,
                Unpooled.wrappedBuffer(body));
    }

    /** The frame of the answer to a two-way event: the same body in the same serialization. */
    static ByteBuf answer(int requestFlags, long id, ByteBuf requestBody) {
        return frame(
                FrameHeader.EVENT | (requestFlags & FrameHeader.SERIALIZATION_MASK),
                ResponseStatus.OK,
                id,
                requestBody);
    }

    private static ByteBuf frame(int flags, int status, long id, ByteBuf body) {
        ByteBuf frame = Unpooled.buffer(FrameHeader.LENGTH + body.readableBytes());
        FrameHeader.begin(frame, flags, status);
        FrameHeader.id(frame, id);
        frame.writeBytes(body, body.readerIndex(), body.readableBytes());
        FrameHeader.end(frame);
        return frame;
    }
}
