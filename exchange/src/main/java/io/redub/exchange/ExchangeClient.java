package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.ConnectOptions;
import io.redub.transport.Connection;
import io.redub.transport.Transport;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calling end of one long connection, shared by all callers and multiplexed by request id. A
 * lost connection is made again in the background, at once and then every {@link
 * #RECONNECT_MILLIS}; a call that finds none waits for the attempt under way. {@link
 * ExchangeOptions} can put the first attempt off until there is a call, and switch each of the
 * others off. Thread-safe.
 */
public final class ExchangeClient implements RequestChannel, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExchangeClient.class);
    private static final long RECONNECT_MILLIS = 1_000;

    private static final long LINGER_MILLIS = 10_000;
    private static final long LINGER_CHECK_MILLIS = 20;

    /** Calls that may wait for one connection attempt. */
    private static final int MAX_WAITING = 10_000;

    private final Transport transport;
    private final ScheduledExecutorService timer;
    private final ConnectOptions connectOptions;
    private final ExchangeOptions options;
    private final Consumer<ExchangeClient> onClose;
    private final String peer;
    private final AtomicReference<@Nullable CompletableFuture<ClientChannel>> attempt =
            new AtomicReference<>();

    /** Calls that wait for an attempt to connect; whoever takes one out ends or sends it. */
    private final Set<PendingCall<?>> waiting = ConcurrentHashMap.newKeySet();

    private volatile @Nullable ClientChannel channel;
    private final @Nullable RequestHandler handler;

    /** Whether connecting was tried at all; until then a lazy client counts as available. */
    private volatile boolean tried;

    private volatile boolean closed;
    private volatile boolean reportedDown;

    ExchangeClient(
            Transport transport,
            ScheduledExecutorService timer,
            String host,
            int port,
            ExchangeOptions options,
            @Nullable RequestHandler handler,
            Consumer<ExchangeClient> onClose) {
        this.transport = transport;
        this.timer = timer;
        this.options = options;
        this.handler = handler;
        this.onClose = onClose;
        this.peer = host + ":" + port;
        this.connectOptions =
                new ConnectOptions(host, port, options.connectTimeout(), options.heartbeat());
    }

    void start() {
        if (!options.lazy()) {
            attempt();
        }
    }

    /** {@code host:port} as it was asked for. */
    @Override
    public String peer() {
        return peer;
    }

    /**
     * Whether a call sent now would go out: connected, and the provider is not going down; or
     * nobody tried yet.
     */
    @Override
    public boolean available() {
        ClientChannel current = channel;
        return current != null ? current.available() : waitsForACall();
    }

    private boolean waitsForACall() {
        return options.lazy() && !tried && !closed;
    }

    /** Whether there is a connection, even one whose provider is going down. */
    public boolean connected() {
        ClientChannel current = channel;
        return current != null && current.open();
    }

    /** Completes when the attempt to connect that is under way succeeds or fails. */
    @Override
    public CompletableFuture<?> ready() {
        return connected() || waitsForACall() ? CompletableFuture.completedFuture(null) : attempt();
    }

    @Override
    public void send(PendingCall<?> call) {
        ClientChannel current = channel;
        if (current != null && current.open()) {
            current.send(call);
        } else {
            sendWhenConnected(call);
        }
    }

    @Override
    public boolean sendOneWay(ByteBuf frame) {
        ClientChannel current = channel;
        if (current == null && waitsForACall()) {
            // The only one-way call that has something to wait for, since it causes it.
            attempt()
                    .whenComplete(
                            (connected, failure) -> {
                                if (failure != null) {
                                    frame.release();
                                } else {
                                    connected.sendOneWay(frame);
                                }
                            });
            return true;
        }
        if (current == null) {
            frame.release();
            return false;
        }
        return current.sendOneWay(frame);
    }

    private void sendWhenConnected(PendingCall<?> call) {
        if (closed) {
            fail(call, CallFailure.NOT_SENT, closedFault());
            return;
        }
        if (!options.reconnectToSend() && channel != null && attempt.get() == null) {
            fail(call, CallFailure.NOT_SENT, new IOException("send.reconnect is false"));
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            fail(call, CallFailure.LIMIT, null);
            return;
        }
        waiting.add(call);
        attempt()
                .whenComplete(
                        (connected, failure) -> {
                            if (!waiting.remove(call)) {
                                return;
                            }
                            if (failure != null) {
                                fail(call, CallFailure.NOT_SENT, unwrap(failure));
                            } else {
                                connected.send(call);
                            }
                        });
    }

    private IOException closedFault() {
        return new IOException("the client of " + peer + " is closed");
    }

    private static void fail(PendingCall<?> call, CallFailure why, @Nullable Throwable cause) {
        call.frame().release();
        call.failed(why, cause);
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** The attempt to connect that is under way, or a new one. */
    private CompletableFuture<ClientChannel> attempt() {
        tried = true;
        CompletableFuture<ClientChannel> fresh = new CompletableFuture<>();
        CompletableFuture<ClientChannel> running = attempt.compareAndExchange(null, fresh);
        if (running != null) {
            return running;
        }
        ClientChannel current = channel;
        if (current != null && current.open()) {
            // An attempt of before ended between the caller's look and this one.
            attempt.set(null);
            fresh.complete(current);
            return fresh;
        }
        AtomicReference<@Nullable ClientChannel> made = new AtomicReference<>();
        transport
                .connect(
                        connectOptions,
                        connection -> {
                            ClientChannel opened =
                                    new ClientChannel(
                                            connection, options.payload(), handler, this::lost);
                            made.set(opened);
                            return opened;
                        })
                .whenComplete(
                        (connection, failure) -> finish(fresh, made.get(), connection, failure));
        return fresh;
    }

    private void finish(
            CompletableFuture<ClientChannel> result,
            @Nullable ClientChannel opened,
            @Nullable Connection connection,
            @Nullable Throwable failure) {
        if (failure == null && opened != null && !closed) {
            channel = opened;
            attempt.set(null);
            if (closed) {
                // Whoever closed meanwhile may not have seen this connection.
                opened.close();
            }
            if (reportedDown) {
                reportedDown = false;
                log.info("Connected to {} again", peer);
            }
            result.complete(opened);
            if (!opened.open()) {
                reconnect(opened);
            }
            return;
        }
        if (connection != null) {
            connection.close();
        }
        attempt.set(null);
        if (!closed && !reportedDown) {
            reportedDown = true;
            log.warn(
                    "{}; {}",
                    describe(failure),
                    options.reconnect()
                            ? "trying again every " + RECONNECT_MILLIS + " ms"
                            : "not trying again (reconnect is false)");
        }
        reconnect(RECONNECT_MILLIS);
        result.completeExceptionally(
                failure == null
                        ? new IOException("the client of " + peer + " is closed")
                        : failure);
    }

    private static String describe(@Nullable Throwable failure) {
        return failure == null ? "closed" : String.valueOf(unwrap(failure).getMessage());
    }

    private void lost(ClientChannel gone) {
        if (channel == gone && !closed) {
            log.info("Lost the connection to {}", peer);
            reportedDown = true;
            reconnect(gone);
        }
    }

    /** At once, unless the peer closes each connection as soon as it is made. */
    private void reconnect(ClientChannel gone) {
        long age = TimeUnit.NANOSECONDS.toMillis(gone.ageNanos());
        reconnect(Math.max(0, RECONNECT_MILLIS - age));
    }

    private void reconnect(long delayMillis) {
        if (closed || !options.reconnect()) {
            return;
        }
        try {
            timer.schedule(
                    () -> {
                        if (!closed && !connected()) {
                            attempt();
                        }
                    },
                    delayMillis,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("Not reconnecting to {}: stopping", peer);
        }
    }

    void sweep(long now) {
        ClientChannel current = channel;
        if (current != null) {
            current.sweep(now);
        }
        for (PendingCall<?> call : waiting) {
            if (now - call.deadlineNanos() >= 0 && waiting.remove(call)) {
                fail(call, CallFailure.TIMEOUT_BEFORE_SEND, null);
            }
        }
    }

    /**
     * Takes the client out of use: it does not connect again, and the connection closes once the
     * calls under way on it are answered, at the latest after {@link #LINGER_MILLIS}.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            linger(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS));
        }
    }

    private void linger(long until) {
        ClientChannel current = channel;
        if (current == null || current.idleNow() || System.nanoTime() - until >= 0) {
            closeNow();
            return;
        }
        try {
            timer.schedule(() -> linger(until), LINGER_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            closeNow();
        }
    }

    /** Closes the connection; calls that wait for a response fail. */
    void closeNow() {
        closed = true;
        onClose.accept(this);
        for (PendingCall<?> call : waiting) {
            if (waiting.remove(call)) {
                fail(call, CallFailure.NOT_SENT, closedFault());
            }
        }
        ClientChannel current = channel;
        if (current != null) {
            current.close();
        }
    }
}
