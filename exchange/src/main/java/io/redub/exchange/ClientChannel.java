package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import io.redub.transport.Receiver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One established connection of a client: the calls pending on it, heartbeats and events. */
final class ClientChannel implements Receiver, FrameReader.Sink {
    private static final Logger log = LoggerFactory.getLogger(ClientChannel.class);

    /** Idle times in a row after which the connection is given up. */
    private static final int SILENT_LIMIT = 3;

    private final Connection connection;
    private final FrameReader reader;
    private final PendingTable pending = new PendingTable();
    private final Consumer<ClientChannel> onClosed;
    private final LogLimit strays = new LogLimit();
    private volatile boolean readOnly;
    private volatile boolean gone;
    private final long openedNanos = System.nanoTime();
    private @Nullable FramingException broken;
    private int silent;
    private long heartbeats;

    ClientChannel(Connection connection, int payload, Consumer<ClientChannel> onClosed) {
        this.connection = connection;
        this.reader = new FrameReader(connection.peer(), payload, this);
        this.onClosed = onClosed;
    }

    boolean open() {
        return !gone && connection.isOpen();
    }

    boolean available() {
        return !readOnly && open();
    }

    void send(PendingCall call) {
        if (!pending.add(call)) {
            call.frame().release();
            call.failed(CallFailure.LIMIT, null);
            return;
        }
        if (!connection.send(call)) {
            call.frame().release();
            if (connection.isOpen()) {
                call.refused();
            } else {
                call.dropped();
            }
        }
    }

    boolean sendOneWay(ByteBuf frame) {
        return connection.send(frame);
    }

    /** Whether no call waits for a response. */
    boolean idleNow() {
        return pending.isEmpty();
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    void sweep(long now) {
        pending.sweep(now);
    }

    void close() {
        connection.close();
    }

    @Override
    public void received(ByteBuf in) {
        silent = 0;
        try {
            reader.read(in);
        } catch (FramingException e) {
            broken = e;
            connection.close();
        }
    }

    @Override
    public void frame(int flags, int status, long id, ByteBuf body) {
        if ((flags & FrameHeader.EVENT) != 0) {
            event(flags, id, body);
            return;
        }
        PendingCall call = (flags & FrameHeader.REQUEST) == 0 ? pending.remove(id) : null;
        if (call == null) {
            body.release();
            if (strays.permit()) {
                log.warn(
                        "{} sent a {} with id {} that nobody waits for (it came after its"
                                + " deadline, or the peer is wrong); ignored",
                        connection.peer(),
                        (flags & FrameHeader.REQUEST) == 0 ? "response" : "request",
                        id);
            }
            return;
        }
        call.answered(status, flags, body);
    }

    private void event(int flags, long id, ByteBuf body) {
        try {
            if ((flags & FrameHeader.REQUEST) == 0 || body.readableBytes() > Events.MAX_BODY) {
                return;
            }
            Events event = Events.of(body);
            if (event == Events.READONLY) {
                readOnly = true;
                log.info("{} is going down: no more calls go there", connection.peer());
            } else if (event == Events.WRITEABLE) {
                readOnly = false;
            }
            if ((flags & FrameHeader.TWO_WAY) != 0) {
                connection.send(Events.answer(flags, id, body));
            }
        } finally {
            body.release();
        }
    }

    @Override
    public void tooLarge(int flags, int status, long id, int length) {
        boolean isResponse = (flags & (FrameHeader.EVENT | FrameHeader.REQUEST)) == 0;
        PendingCall call = isResponse ? pending.remove(id) : null;
        if (call != null) {
            call.failed(
                    CallFailure.TOO_LARGE,
                    new IllegalStateException(
                            "the response has " + length + " bytes, over the payload limit"));
        }
    }

    @Override
    public void idle() {
        silent++;
        if (silent >= SILENT_LIMIT) {
            log.warn("{} gave no sign of life; closing the connection", connection.peer());
            connection.close();
        } else {
            // Heartbeats have ids of their own: negative, which no call has.
            connection.send(Events.HEARTBEAT.frame(--heartbeats, true));
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        gone = true;
        Throwable reason = broken == null ? cause : broken;
        pending.takeAll(call -> call.lose(reason));
        onClosed.accept(this);
    }
}
