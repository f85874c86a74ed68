package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import io.redub.transport.Receiver;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serving end of one connection. Any thread may answer on it, or ask back. */
public final class ExchangeChannel
        implements Receiver, FrameReader.Sink, AnswerChannel, RequestChannel {
    private static final Logger log = LoggerFactory.getLogger(ExchangeChannel.class);

    private static final LogLimit unread = new LogLimit();

    private final Connection connection;
    private final FrameReader reader;
    private final ExchangeServer server;

    /** The calls back that wait for an answer; made with the first of them. */
    private final AtomicReference<@Nullable PendingTable> pending = new AtomicReference<>();

    /** The calls that the peer waits for; made with the first of them. Of the I/O thread only. */
    private @Nullable ServedTable served;

    ExchangeChannel(Connection connection, int payload, ExchangeServer server) {
        this.connection = connection;
        this.reader = new FrameReader(connection.peer(), payload, this);
        this.server = server;
    }

    @Override
    public String peer() {
        return connection.peer();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public boolean available() {
        return connection.isOpen();
    }

    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void send(PendingCall<?> call) {
        PendingTable table = pending.get();
        if (table == null) {
            PendingTable fresh = new PendingTable(connection);
            table = pending.compareAndSet(null, fresh) ? fresh : pending.get();
            server.asks(this);
        }
        Objects.requireNonNull(table).send(call);
    }

    @Override
    public boolean sendOneWay(ByteBuf frame) {
        return connection.send(frame);
    }

    void sweep(long now) {
        PendingTable table = pending.get();
        if (table != null) {
            table.sweep(now);
        }
    }

    @Override
    public boolean answer(ByteBuf frame) {
        if (connection.send(frame)) {
            return true;
        }
        if (connection.isOpen()) {
            if (unread.permit()) {
                log.warn("{} does not read its answers; closing the connection", peer());
            }
            connection.close();
        }
        return false;
    }

    void readOnly() {
        connection.send(Events.READONLY.frame(0, false));
    }

    @Override
    public void received(ByteBuf in) {
        try {
            reader.read(in);
        } catch (FramingException e) {
            connection.close();
        }
    }

    @Override
    public void frame(int flags, int status, long id, ByteBuf body) {
        if ((flags & FrameHeader.EVENT) != 0) {
            event(flags, status, id, body);
        } else if ((flags & FrameHeader.REQUEST) == 0) {
            PendingTable table = pending.get();
            PendingCall<?> call = table == null ? null : table.remove(id);
            if (call == null) {
                body.release();
                log.debug("{} sent a response with id {} to no request; ignored", peer(), id);
            } else {
                call.answered(status, flags, body);
            }
        } else {
            server.handler().request(this, flags, id, body);
        }
    }

    private void event(int flags, int status, long id, ByteBuf body) {
        try {
            if (body.readableBytes() > Events.MAX_BODY) {
                return;
            }
            PendingTable table = pending.get();
            if ((flags & FrameHeader.REQUEST) != 0) {
                asked(flags, status, id, body);
            } else if (table != null) {
                table.heartbeatAnswered(id, body);
            }
        } finally {
            body.release();
        }
    }

    private void asked(int flags, int status, long id, ByteBuf body) {
        ServedTable known = served;
        ServedCall call = known == null ? null : known.find(id);
        if ((flags & FrameHeader.TWO_WAY) == 0) {
            if (status == Inquiry.WITHDRAW && call != null) {
                call.withdraw();
            }
            return;
        }
        Progress progress =
                status == Inquiry.ASK && call != null ? call.progress(System.nanoTime()) : null;
        connection.send(
                progress == null
                        ? Events.answer(flags, id, body)
                        : Inquiry.answer(flags, id, progress));
    }

    @Override
    public void serving(ServedCall call) {
        ServedTable known = served;
        if (known == null) {
            known = new ServedTable();
            served = known;
        }
        known.add(call);
    }

    @Override
    public void tooLarge(int flags, int status, long id, int length) {
        if ((flags & (FrameHeader.REQUEST | FrameHeader.EVENT)) == FrameHeader.REQUEST) {
            server.handler().tooLarge(this, flags, id, length);
            return;
        }
        PendingTable table = pending.get();
        PendingCall<?> call =
                table == null || (flags & FrameHeader.EVENT) != 0 ? null : table.remove(id);
        if (call != null) {
            call.failed(
                    CallFailure.TOO_LARGE,
                    new IllegalStateException(
                            "the response has " + length + " bytes, over the payload limit"));
        }
    }

    @Override
    public void idle() {
        log.info("{} gave no sign of life; closing the connection", peer());
        connection.close();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        server.closed(this);
        PendingTable table = pending.get();
        if (table != null) {
            table.takeAll(call -> call.lose(cause));
        }
    }
}
