package io.redub.web;

import io.redub.extension.ExtensionLoader;
import io.redub.transport.ChannelTransport;
import io.redub.transport.Transport;
import io.redub.transport.Transporter;
import org.jspecify.annotations.Nullable;

/** The one transport that all ports and clients of HTTP share; it runs while one of them does. */
final class Transports {
    private static @Nullable ChannelTransport running;
    private static int users;

    private Transports() {}

    static synchronized ChannelTransport acquire() {
        ChannelTransport transport = running;
        if (transport == null) {
            Transport opened =
                    ExtensionLoader.getExtensionLoader(Transporter.class)
                            .getExtension("netty")
                            .open(0);
            if (!(opened instanceof ChannelTransport channels)) {
                opened.close();
                throw new IllegalStateException(
                        "the transporter 'netty' is "
                                + opened.getClass().getName()
                                + " (expected: one of Netty's channels, for HTTP)");
            }
            transport = channels;
            running = transport;
        }
        users++;
        return transport;
    }

    static void release() {
        ChannelTransport unused;
        synchronized (Transports.class) {
            if (--users > 0) {
                return;
            }
            unused = running;
            running = null;
        }
        if (unused != null) {
            // Waits for its I/O threads, one of which may be this one.
            Thread closing = new Thread(unused::close, "redub-web-closing");
            closing.setDaemon(true);
            closing.start();
        }
    }
}
