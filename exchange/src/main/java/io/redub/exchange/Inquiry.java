package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider how a call gets on, and tells it that a call is not wanted any more.
 *
 * <p>Both are heartbeats with the id of the call, so that a Dubbo peer answers the one and skips
 * the other, as it does with any heartbeat. What makes the difference is the status byte of the
 * header, which means nothing in a request and which Dubbo does not read there. A Redub peer
 * answers with a body of {@value #LENGTH} bytes: the stage, and the three durations of {@link
 * Progress} in units of 0.1 ms.
 */
final class Inquiry {
    /** Status byte of a heartbeat that asks how the call with its id gets on. */
    static final int ASK = 1;

    /** Status byte of a one-way heartbeat that withdraws the call with its id. */
    static final int WITHDRAW = 2;

    private static final int LENGTH = 13;
    private static final long UNIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private Inquiry() {}

    static ByteBuf ask(long id) {
        return marked(id, true, ASK);
    }

    static ByteBuf withdraw(long id) {
        return marked(id, false, WITHDRAW);
    }

    private static ByteBuf marked(long id, boolean twoWay, int mark) {
        ByteBuf frame = Events.HEARTBEAT.frame(id, twoWay);
        frame.setByte(FrameHeader.STATUS_OFFSET, mark);
        return frame;
    }

    /** The answer to {@link #ask}, in the serialization of the question. */
    static ByteBuf answer(int requestFlags, long id, Progress progress) {
        ByteBuf body = Unpooled.buffer(LENGTH);
        body.writeByte(progress.stage().ordinal());
        body.writeInt(units(progress.sinceNanos()));
        body.writeInt(units(progress.waitedNanos()));
        body.writeInt(units(progress.ranNanos()));
        return Events.answer(requestFlags, id, body);
    }

    /** The progress that an answer tells; null if it is that to a plain heartbeat, or nonsense. */
    static @Nullable Progress progress(ByteBuf body) {
        if (body.readableBytes() != LENGTH) {
            return null;
        }
        int stage = body.readUnsignedByte();
        long since = nanos(body.readInt());
        long waited = nanos(body.readInt());
        long ran = nanos(body.readInt());
        Progress.Stage[] stages = Progress.Stage.values();
        return stage >= stages.length || waited + ran > since + 2 * UNIT_NANOS
                ? null
                : new Progress(stages[stage], since, waited, ran);
    }

    private static int units(long nanos) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, nanos / UNIT_NANOS));
    }

    private static long nanos(int units) {
        return Math.max(0, units) * UNIT_NANOS;
    }
}
