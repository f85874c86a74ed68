package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import io.redub.transport.Receiver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One established connection of a client: the calls pending on it, heartbeats and events. */
final class ClientChannel implements Receiver, FrameReader.Sink, AnswerChannel {
    private static final Logger log = LoggerFactory.getLogger(ClientChannel.class);

    /** Idle times in a row after which the connection is given up. */
    private static final int SILENT_LIMIT = 3;

    private final Connection connection;
    private final FrameReader reader;
    private final PendingTable pending;
    private final Consumer<ClientChannel> onClosed;
    private final @Nullable RequestHandler handler;
    private final LogLimit strays = new LogLimit();
    private volatile boolean readOnly;
    private volatile boolean gone;
    private final long openedNanos = System.nanoTime();
    private @Nullable FramingException broken;
    private int silent;
    private long heartbeats;

    /**
     * @param handler gets what the peer asks back; null if it has nothing to ask
     */
    ClientChannel(
            Connection connection,
            int payload,
            @Nullable RequestHandler handler,
            Consumer<ClientChannel> onClosed) {
        this.handler = handler;
        this.connection = connection;
        this.pending = new PendingTable(connection);
        this.reader = new FrameReader(connection.peer(), payload, this);
        this.onClosed = onClosed;
    }

    boolean open() {
        return !gone && connection.isOpen();
    }

    boolean available() {
        return !readOnly && open();
    }

    @Override
    public String peer() {
        return connection.peer();
    }

    @Override
    public boolean isOpen() {
        return open();
    }

    @Override
    public boolean answer(ByteBuf frame) {
        return connection.send(frame);
    }

    void send(PendingCall<?> call) {
        pending.send(call);
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
        boolean isRequest = (flags & FrameHeader.REQUEST) != 0;
        RequestHandler asked = handler;
        if (isRequest && asked != null) {
            asked.request(this, flags, id, body);
            return;
        }
        PendingCall<?> call = isRequest ? null : pending.remove(id);
        if (call == null) {
            body.release();
            if (pending.expectsStrays()) {
                log.debug("{} answered call {} after it was cancelled", connection.peer(), id);
            } else if (strays.permit()) {
                log.warn(
                        "{} sent a {} with id {} that nobody waits for (it came after its"
                                + " deadline, or the peer is wrong); ignored",
                        connection.peer(),
                        isRequest ? "request" : "response",
                        id);
            }
            return;
        }
        call.answered(status, flags, body);
    }

    private void event(int flags, long id, ByteBuf body) {
        try {
            if (body.readableBytes() > Events.MAX_BODY) {
                return;
            }
            if ((flags & FrameHeader.REQUEST) == 0) {
                pending.heartbeatAnswered(id, body);
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
        int kind = flags & (FrameHeader.EVENT | FrameHeader.REQUEST);
        RequestHandler asked = handler;
        if (kind == FrameHeader.REQUEST && asked != null) {
            asked.tooLarge(this, flags, id, length);
            return;
        }
        boolean isResponse = kind == 0;
        PendingCall<?> call = isResponse ? pending.remove(id) : null;
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
        RequestHandler asked = handler;
        if (asked != null) {
            asked.closed(this);
        }
        onClosed.accept(this);
    }
}
