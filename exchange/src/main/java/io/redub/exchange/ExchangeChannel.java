package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import io.redub.transport.Receiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serving end of one connection. Any thread may answer on it. */
public final class ExchangeChannel implements Receiver, FrameReader.Sink {
    private static final Logger log = LoggerFactory.getLogger(ExchangeChannel.class);

    private static final LogLimit unread = new LogLimit();

    private final Connection connection;
    private final FrameReader reader;
    private final ExchangeServer server;

    ExchangeChannel(Connection connection, int payload, ExchangeServer server) {
        this.connection = connection;
        this.reader = new FrameReader(connection.peer(), payload, this);
        this.server = server;
    }

    /** {@code host:port} of the consumer. */
    public String peer() {
        return connection.peer();
    }

    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Sends an answer; false, with the frame released, if the connection does not take it. A peer
     * that leaves so many answers unread that no more may wait loses its connection.
     */
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
            event(flags, id, body);
        } else if ((flags & FrameHeader.REQUEST) == 0) {
            body.release();
            log.debug("{} sent a response with id {} to no request; ignored", peer(), id);
        } else {
            server.handler().request(this, flags, id, body);
        }
    }

    private void event(int flags, long id, ByteBuf body) {
        try {
            boolean asks = (flags & FrameHeader.REQUEST) != 0 && (flags & FrameHeader.TWO_WAY) != 0;
            if (asks && body.readableBytes() <= Events.MAX_BODY) {
                connection.send(Events.answer(flags, id, body));
            }
        } finally {
            body.release();
        }
    }

    @Override
    public void tooLarge(int flags, int status, long id, int length) {
        if ((flags & (FrameHeader.REQUEST | FrameHeader.EVENT)) == FrameHeader.REQUEST) {
            server.handler().tooLarge(this, flags, id, length);
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
    }
}
