package io.redub.transport.netty;

import io.redub.transport.Transport;
import io.redub.transport.Transporter;

/** Transport over Netty, the default. */
public final class NettyTransporter implements Transporter {
    @Override
    public Transport open(int ioThreads) {
        if (ioThreads < 0) {
            throw new IllegalArgumentException("ioThreads: " + ioThreads + " (expected: ≥ 0)");
        }
        return new NettyTransport(
                ioThreads > 0
                        ? ioThreads
                        : Math.min(Runtime.getRuntime().availableProcessors() + 1, 32));
    }
}
