package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import io.redub.transport.Outgoing;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes every frame and keeps those that nobody waits for. */
final class RecordingConnection implements Connection {
    /**
     * The header of a frame.
     *
     * @param status meaningless in requests, except to Redub in heartbeats
     */
    record Frame(int flags, int status, long id, int length) {}

    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public String peer() {
        return "peer";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean send(Outgoing outgoing) {
        return true;
    }

    @Override
    public boolean send(ByteBuf frame) {
        frames.add(
                new Frame(
                        frame.getUnsignedByte(2),
                        frame.getUnsignedByte(3),
                        frame.getLong(4),
                        frame.getInt(12)));
        frame.release();
        return true;
    }

    @Override
    public void close() {}
}
