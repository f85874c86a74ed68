package io.redub.web;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.ChannelPoolHandler;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to one peer, on connections that are kept for the next ones. A request is never
 * sent twice. Thread-safe.
 */
public final class WebClient implements AutoCloseable {
    private final String host;
    private final int port;
    private final FixedChannelPool pool;
    private final EventLoopGroup loops;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Requests under way, and one until it is closed; at 0 the transport is given back. */
    private final AtomicInteger users = new AtomicInteger(1);

    private WebClient(String host, int port, ClientOptions options, Bootstrap bootstrap) {
        this.host = host;
        this.port = port;
        this.loops = bootstrap.config().group();
        int millis = (int) Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis());
        this.pool =
                new FixedChannelPool(
                        bootstrap
                                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                                .option(ChannelOption.AUTO_READ, false)
                                .remoteAddress(InetSocketAddress.createUnresolved(host, port)),
                        new Pooled(options),
                        ChannelHealthChecker.ACTIVE,
                        FixedChannelPool.AcquireTimeoutAction.FAIL,
                        millis,
                        options.maxConnections(),
                        options.maxWaiting(),
                        true,
                        true);
    }

    /** Opens a client; it connects when it has something to send. */
    public static WebClient open(String host, int port, ClientOptions options) {
        return new WebClient(host, port, options, Transports.acquire().bootstrap());
    }

    /** {@code host:port} of the peer. */
    public String peer() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Completes once the peer was connected to, or with the {@link WebFailure} that it was not. */
    public CompletableFuture<Void> ready() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        users.incrementAndGet();
        pool.acquire()
                .addListener(
                        (Future<Channel> acquired) -> {
                            if (acquired.isSuccess()) {
                                release(acquired.getNow());
                                ready.complete(null);
                            } else {
                                left();
                                ready.completeExceptionally(unreachable(acquired.cause()));
                            }
                        });
        return ready;
    }

    /**
     * Sends a request with its whole body, of which it becomes the owner. Completes, on an I/O
     * thread, with the answer or a {@link WebFailure}.
     */
    public CompletableFuture<WebAnswer> send(WebQuery query, ByteBuf body) {
        ClientCall call = new ClientCall(this, query, body);
        begin(call);
        return call.answer();
    }

    /**
     * Begins a request and waits until there is a connection for it.
     *
     * @throws WebFailure if there is none; nothing was sent
     */
    public WebUpload upload(WebQuery query) throws IOException {
        ClientCall call = new ClientCall(this, query, null);
        begin(call);
        try {
            return new WebUpload(call.begun().get().upload(), call.answer());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WebFailure failure ? failure : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.answer().cancel(false);
            throw new WebFailure(WebFailure.Kind.LOST, false, "interrupted", e);
        }
    }

    private void begin(ClientCall call) {
        users.incrementAndGet();
        Future<Channel> acquired = pool.acquire();
        if (!acquired.isDone()) {
            long left = call.query().deadlineNanos() - System.nanoTime();
            ScheduledFuture<?> timer =
                    loops.next()
                            .schedule(call::waitedTooLong, Math.max(0, left), TimeUnit.NANOSECONDS);
            acquired.addListener(done -> timer.cancel(false));
        }
        acquired.addListener((Future<Channel> done) -> begin(call, done));
    }

    private void begin(ClientCall call, Future<Channel> acquired) {
        if (!acquired.isSuccess()) {
            call.fail(unreachable(acquired.cause()));
            left();
            return;
        }
        Channel channel = acquired.getNow();
        // The listener may run on another I/O thread than the channel's.
        channel.eventLoop().execute(() -> ClientConnection.of(channel).begin(call));
    }

    void release(Channel channel) {
        pool.release(channel).addListener(done -> left());
    }

    private void left() {
        if (users.decrementAndGet() == 0) {
            Transports.release();
        }
    }

    private WebFailure unreachable(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new WebFailure(
                    WebFailure.Kind.BUSY,
                    false,
                    "no connection to " + peer() + " became free in time",
                    cause);
        } else if (cause instanceof IllegalStateException) {
            return new WebFailure(
                    closed.get() ? WebFailure.Kind.UNREACHABLE : WebFailure.Kind.BUSY,
                    false,
                    (closed.get() ? "the client is closed: " : "too many requests wait for ")
                            + peer(),
                    cause);
        }
        return new WebFailure(
                WebFailure.Kind.UNREACHABLE,
                false,
                "cannot connect to " + peer() + ": " + cause.getMessage(),
                cause);
    }

    /** Requests under way go on, and their connections are closed after them. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.closeAsync().addListener(done -> left());
        }
    }

    /** Equips the connections of a pool. */
    private record Pooled(ClientOptions options) implements ChannelPoolHandler {
        @Override
        public void channelCreated(Channel channel) {
            ClientConnection.equip(channel, options);
        }

        @Override
        public void channelAcquired(Channel channel) {}

        @Override
        public void channelReleased(Channel channel) {}
    }
}
