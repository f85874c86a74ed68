package io.redub.web;

import io.netty.channel.Channel;
import io.redub.exchange.WorkerPool;
import io.redub.transport.BindOptions;
import io.redub.transport.ChannelTransport;
import io.redub.transport.Opening;
import io.redub.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that speaks HTTP, with the handlers that share it: those of one protocol or of several.
 * Thread-safe.
 */
public final class WebPort {
    private static final Logger log = LoggerFactory.getLogger(WebPort.class);

    /** Bytes of requests and answers held for all connections before more are refused. */
    private static final long HELD_LIMIT =
            Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** How requests begin, each with the blank behind it. */
    private static final List<String> METHODS =
            List.of("GET ", "POST ", "HEAD ", "OPTIONS ", "PUT ", "DELETE ", "PATCH ", "TRACE ");

    private static final Map<Integer, WebPort> OPEN = new HashMap<>();

    private final PortOptions options;
    private final WorkerPool workers;
    private final Transport.Listener listener;
    private final List<WebHandler> handlers = new CopyOnWriteArrayList<>();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private int users = 1;

    private WebPort(PortOptions options) throws IOException {
        this.options = options;
        this.workers = new WorkerPool(options.threadName(), options.threads(), options.queue());
        ChannelTransport transport = Transports.acquire();
        boolean bound = false;
        try {
            this.listener =
                    transport.bindChannels(
                            new BindOptions(
                                    options.host(),
                                    options.port(),
                                    options.maxConnections(),
                                    Duration.ZERO,
                                    Opening.words("http", options.idle(), METHODS)),
                            this::accept);
            bound = true;
        } finally {
            if (!bound) {
                workers.close();
                Transports.release();
            }
        }
    }

    /**
     * Opens a port, or joins those who have it open in this process; each of them closes it.
     *
     * @throws IOException if the address cannot be bound; the message names it
     */
    public static WebPort open(PortOptions options) throws IOException {
        synchronized (OPEN) {
            WebPort port = options.port() == 0 ? null : OPEN.get(options.port());
            if (port == null) {
                port = new WebPort(options);
                OPEN.put(port.port(), port);
                return port;
            }
            port.users++;
            if (!port.options.equals(options.at(port.options.host(), port.options.port()))) {
                log.warn(
                        "Port {} is open already with {}; left out: {}",
                        port.port(),
                        port.options,
                        options);
            }
            return port;
        }
    }

    private void accept(Channel channel) {
        WebConnection.open(channel, this);
    }

    /** The port it listens on, also where port 0 was asked for. */
    public int port() {
        return listener.port();
    }

    /** Adds a handler behind those that are there. */
    public void add(WebHandler handler) {
        handlers.add(handler);
    }

    public void remove(WebHandler handler) {
        handlers.remove(handler);
    }

    /** Requests whose head has come and that are not answered. */
    public int active() {
        return active.get();
    }

    /** See {@link Transport.Listener#strangers()}. */
    public long strangers() {
        return listener.strangers();
    }

    PortOptions options() {
        return options;
    }

    Executor workers() {
        return workers;
    }

    @Nullable WebHandler handlerOf(WebRequest request) {
        for (WebHandler handler : handlers) {
            if (handler.takes(request)) {
                return handler;
            }
        }
        for (WebHandler handler : handlers) {
            if (handler.knows(request)) {
                return handler;
            }
        }
        return null;
    }

    String offers() {
        return handlers.stream()
                .map(WebHandler::offers)
                .filter(offer -> !offer.isEmpty())
                .collect(Collectors.joining(", "));
    }

    void began() {
        active.incrementAndGet();
    }

    void ended() {
        active.decrementAndGet();
    }

    /** Whether more than half of what may be kept is. */
    boolean isCrowded() {
        return held.get() > HELD_LIMIT / 2;
    }

    /** Bytes that are kept now. */
    long held() {
        return held.get();
    }

    /** Counts bytes that are kept; false if there is no room for more. */
    boolean hold(int bytes) {
        return held.addAndGet(bytes) <= HELD_LIMIT || bytes <= 0;
    }

    /** The last of its users closes it, with all connections. */
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(port(), this);
        }
        listener.close();
        workers.close();
        Transports.release();
    }
}
