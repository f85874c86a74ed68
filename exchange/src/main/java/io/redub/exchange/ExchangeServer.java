package io.redub.exchange;

import io.redub.transport.BindOptions;
import io.redub.transport.Opening;
import io.redub.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The serving end of one port. Thread-safe. */
public final class ExchangeServer implements AutoCloseable {
    /** Heartbeats a client may miss before the server gives its connection up. */
    private static final int MISSED_HEARTBEATS = 3;

    private final RequestHandler handler;
    private final Set<ExchangeChannel> channels = ConcurrentHashMap.newKeySet();

    /** Those that asked back once: deadlines are looked after on them. */
    private final Set<ExchangeChannel> asking = ConcurrentHashMap.newKeySet();

    private final Consumer<ExchangeServer> onClose;
    private final Transport.Listener listener;

    ExchangeServer(
            Transport transport,
            String host,
            int port,
            ExchangeOptions options,
            RequestHandler handler,
            Consumer<ExchangeServer> onClose)
            throws IOException {
        this.onClose = onClose;
        this.handler = handler;
        Duration silence = options.heartbeat().multipliedBy(MISSED_HEARTBEATS);
        this.listener =
                transport.bind(
                        new BindOptions(
                                host,
                                port,
                                options.maxConnections(),
                                silence,
                                Opening.bytes("dubbo", silence, FrameHeader.BEGINNING)),
                        connection -> {
                            ExchangeChannel channel =
                                    new ExchangeChannel(connection, options.payload(), this);
                            channels.add(channel);
                            return channel;
                        });
    }

    RequestHandler handler() {
        return handler;
    }

    void closed(ExchangeChannel channel) {
        channels.remove(channel);
        asking.remove(channel);
        handler.closed(channel);
    }

    void asks(ExchangeChannel channel) {
        asking.add(channel);
        if (!channel.isOpen()) {
            asking.remove(channel);
        }
    }

    void sweep(long now) {
        for (ExchangeChannel channel : asking) {
            channel.sweep(now);
        }
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Connections open now. */
    public int connections() {
        return channels.size();
    }

    /** See {@link Transport.Listener#strangers()}. */
    public long strangers() {
        return listener.strangers();
    }

    /** Tells every consumer to send no more calls here. */
    public void announceStop() {
        channels.forEach(ExchangeChannel::readOnly);
    }

    /** Stops listening and closes all connections, whatever is under way on them. */
    @Override
    public void close() {
        listener.close();
        onClose.accept(this);
    }
}
