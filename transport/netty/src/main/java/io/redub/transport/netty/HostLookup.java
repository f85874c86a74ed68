package io.redub.transport.netty;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns hosts into addresses on threads of its own, because the platform's look-up blocks and I/O
 * threads must not. An IP address needs no look-up and is there at once.
 */
final class HostLookup implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE_LIMIT = 4096;

    /** The look-up that blocks. */
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(QUEUE_LIMIT),
                    new DefaultThreadFactory("redub-lookup", true));

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Completes with the address, or with an {@link IOException} that says why there is none, or
     * with a {@link java.util.concurrent.TimeoutException}.
     */
    CompletableFuture<InetAddress> resolve(String host, Duration timeout) {
        CompletableFuture<InetAddress> resolved = new CompletableFuture<>();
        // A scope (fe80::1%eth0) is the platform's business.
        byte @Nullable [] literal =
                host.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(host);
        try {
            if (literal != null) {
                resolved.complete(InetAddress.getByAddress(literal));
                return resolved;
            }
            executor.execute(() -> lookUp(host, resolved));
        } catch (UnknownHostException e) {
            resolved.completeExceptionally(new IOException("unknown host", e));
        } catch (RejectedExecutionException e) {
            resolved.completeExceptionally(
                    new IOException("the transport is closed, or too many look-ups wait", e));
        }
        return resolved.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookUp(String host, CompletableFuture<InetAddress> resolved) {
        try {
            resolved.complete(resolver.resolve(host));
        } catch (UnknownHostException e) {
            resolved.completeExceptionally(new IOException("unknown host", e));
        } catch (RuntimeException | Error e) {
            resolved.completeExceptionally(e);
        }
    }

    /** Refuses further names; what is looked up right now ends by its time-out. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
