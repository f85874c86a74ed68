package io.redub.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.redub.transport.BindOptions;
import io.redub.transport.Opening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket and those who listen there: one, who gets every connection as it comes, or,
 * once there were several, who the first bytes tell. It has the I/O threads of the transport that
 * bound it, which go on while it is open. Thread-safe: connections see an immutable snapshot of the
 * listeners, who come and go under the lock of all ports.
 */
final class NettyPort {
    private static final Logger log = LoggerFactory.getLogger(NettyPort.class);
    private static final long CLOSE_MILLIS = 5_000;

    /** Those that may be shared, by host and number. Its monitor is the lock. */
    private static final Map<String, NettyPort> OPEN = new HashMap<>();

    private final NettyTransport threads;
    private final String host;
    private final Channel socket;

    /** Connections whose first bytes have not come. */
    private final ChannelGroup undecided = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private final AtomicLong strangers = new AtomicLong();
    private volatile List<NettyListener> listeners;

    /** Stays so: peers of one who left may still connect, and wait for its return. */
    private volatile boolean shared;

    private NettyPort(NettyTransport threads, BindOptions options, Consumer<Channel> pipeline)
            throws IOException {
        this.threads = threads;
        this.host = options.host();
        // Before the first connection comes.
        this.listeners = List.of(new NettyListener(this, threads, options, pipeline));
        this.socket =
                threads.bind(
                        options,
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                accept(channel);
                            }
                        });
        threads.hold();
    }

    /** Opens the port, or joins those who have it open. */
    static NettyListener listen(
            NettyTransport transport, BindOptions options, Consumer<Channel> pipeline)
            throws IOException {
        synchronized (OPEN) {
            Opening opening = options.opening();
            NettyPort known =
                    opening == null || options.port() == 0
                            ? null
                            : OPEN.get(key(options.host(), options.port()));
            if (known != null && opening != null) {
                known.demandOther(opening, options);
                return known.join(new NettyListener(known, transport, options, pipeline));
            }
            NettyPort port = opened(transport, options, pipeline);
            if (opening != null) {
                OPEN.put(key(options.host(), port.number()), port);
            }
            return port.listeners.get(0);
        }
    }

    private static NettyPort opened(
            NettyTransport transport, BindOptions options, Consumer<Channel> pipeline)
            throws IOException {
        try {
            return new NettyPort(transport, options, pipeline);
        } catch (IOException e) {
            for (NettyPort other : OPEN.values()) {
                if (other.number() == options.port()) {
                    throw new IOException(
                            e.getMessage()
                                    + " (this process has it open at "
                                    + other.host
                                    + ": to share a port, bind the same address)",
                            e);
                }
            }
            throw e;
        }
    }

    private NettyListener join(NettyListener listener) {
        shared = true;
        List<NettyListener> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
        log.info("Port {}: the first bytes of a connection tell {} apart", number(), protocols());
        return listener;
    }

    private static String key(String host, int number) {
        return host + ":" + number;
    }

    private void demandOther(Opening opening, BindOptions options) throws IOException {
        for (NettyListener listener : listeners) {
            Opening other = listener.options().opening();
            if (other == null || other.clashesWith(opening)) {
                throw NettyTransport.notBound(
                        options,
                        "the protocol '"
                                + other
                                + "' listens there, whose connections begin as those of '"
                                + opening
                                + "'",
                        null);
            }
        }
    }

    int number() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    long strangers() {
        return strangers.get();
    }

    /** How long a connection may send nothing: as long as any of the protocols allows. */
    long patienceMillis() {
        long longest = 1;
        for (NettyListener listener : listeners) {
            Opening opening = listener.options().opening();
            if (opening != null) {
                longest = Math.max(longest, opening.patience().toMillis());
            }
        }
        return longest;
    }

    private void accept(Channel channel) {
        List<NettyListener> now = listeners;
        if (!shared && now.size() == 1) {
            now.get(0).accept(channel);
        } else if (now.isEmpty() || undecided.size() >= limit(now)) {
            channel.close();
        } else {
            undecided.add(channel);
            channel.pipeline().addLast(new FirstBytes(this));
        }
    }

    /** As many as all of them would take. */
    private static long limit(List<NettyListener> listeners) {
        long sum = 0;
        for (NettyListener listener : listeners) {
            int most = listener.options().maxConnections();
            sum += most == 0 ? Integer.MAX_VALUE : most;
        }
        return sum;
    }

    /**
     * Whose connection begins with these bytes; null if nobody's, or if that cannot be told yet.
     */
    @Nullable NettyListener owner(ByteBuf seen) {
        return find(seen, Opening.Match.YES);
    }

    /** Whether more bytes could make it somebody's. */
    boolean isOpenYet(ByteBuf seen) {
        return find(seen, Opening.Match.MORE) != null;
    }

    private @Nullable NettyListener find(ByteBuf seen, Opening.Match wanted) {
        for (NettyListener listener : listeners) {
            Opening opening = listener.options().opening();
            if (opening != null && opening.match(seen) == wanted) {
                return listener;
            }
        }
        return null;
    }

    private String protocols() {
        return listeners.stream()
                .map(listener -> String.valueOf(listener.options().opening()))
                .collect(Collectors.joining(", "));
    }

    void decided(Channel channel) {
        undecided.remove(channel);
    }

    /** Closes a connection that is nobody's. Of many, some are told to the log: 1, 2, 4, 8 … */
    void refuse(Channel channel, String why) {
        long count = strangers.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            log.warn(
                    "Closing a connection of {} to port {} (protocols there: {}): {} (so far: {})",
                    channel.remoteAddress(),
                    number(),
                    protocols(),
                    why,
                    count);
        }
        channel.close();
    }

    void leave(NettyListener listener) {
        boolean last;
        synchronized (OPEN) {
            if (!listeners.contains(listener)) {
                return;
            }
            List<NettyListener> rest = new ArrayList<>(listeners);
            rest.remove(listener);
            listeners = List.copyOf(rest);
            last = rest.isEmpty();
            if (last) {
                OPEN.remove(key(host, number()), this);
                socket.close().awaitUninterruptibly(CLOSE_MILLIS);
            }
        }
        // Some would be the listener's; they have sent nothing, and their peers connect anew.
        undecided.close().awaitUninterruptibly(CLOSE_MILLIS);
        if (last) {
            threads.release();
        }
    }
}
