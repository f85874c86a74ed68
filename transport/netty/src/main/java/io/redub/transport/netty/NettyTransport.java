package io.redub.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.redub.transport.Acceptor;
import io.redub.transport.BindOptions;
import io.redub.transport.ChannelTransport;
import io.redub.transport.ConnectOptions;
import io.redub.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transport over Netty: epoll where the platform has it, else NIO. I/O threads are shared by all
 * connections of one transport and started with the first of them.
 */
final class NettyTransport implements ChannelTransport {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final EventLoopGroup group;
    private final HostLookup lookup;
    private final ChannelGroup channels =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Set<NettyListener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** This transport while it is open, and the ports on its I/O threads. */
    private int users = 1;

    NettyTransport(int ioThreads) {
        this(ioThreads, new HostLookup(InetAddress::getByName));
    }

    NettyTransport(int ioThreads, HostLookup lookup) {
        this.lookup = lookup;
        group =
                new MultiThreadIoEventLoopGroup(
                        ioThreads,
                        new DefaultThreadFactory("redub-io", true),
                        Epoll.isAvailable()
                                ? EpollIoHandler.newFactory()
                                : NioIoHandler.newFactory());
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static Class<? extends SocketChannel> socketChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    @Override
    public Listener bind(BindOptions options, Acceptor acceptor) throws IOException {
        return bindChannels(
                options,
                channel -> channel.pipeline().addLast(new ConnectionHandler(acceptor, true)));
    }

    @Override
    public Listener bindChannels(BindOptions options, Consumer<Channel> pipeline)
            throws IOException {
        if (closed.get()) {
            throw notBound(options, "the transport is closed", null);
        }
        NettyListener listener = NettyPort.listen(this, options, pipeline);
        listeners.add(listener);
        return listener;
    }

    /** A socket of this transport's I/O threads. */
    Channel bind(BindOptions options, ChannelInitializer<Channel> accepting) throws IOException {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(serverChannel())
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(accepting)
                        .bind(options.host(), options.port())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw notBound(options, String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        return bound.channel();
    }

    static IOException notBound(BindOptions options, String why, @Nullable Throwable cause) {
        return new IOException(
                "cannot listen on " + options.host() + ":" + options.port() + ": " + why, cause);
    }

    void left(NettyListener listener) {
        listeners.remove(listener);
    }

    /** The I/O threads go on until they are released once more. */
    synchronized void hold() {
        users++;
    }

    /** Returns whether the I/O threads are stopping, as nobody uses them. */
    synchronized boolean release() {
        if (--users > 0) {
            return false;
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        return true;
    }

    @Override
    public CompletionStage<Connection> connect(ConnectOptions options, Acceptor acceptor) {
        CompletableFuture<Connection> connected = new CompletableFuture<>();
        long start = System.nanoTime();
        lookup.resolve(options.host(), options.timeout())
                .whenComplete(
                        (host, failure) -> {
                            if (failure != null) {
                                connected.completeExceptionally(
                                        refused(options, lookupFailure(failure)));
                                return;
                            }
                            Duration left = options.timeout().minusNanos(System.nanoTime() - start);
                            try {
                                connect(connected, host, left, options, acceptor);
                            } catch (RuntimeException e) {
                                // The transport was closed meanwhile.
                                connected.completeExceptionally(refused(options, e));
                            }
                        });
        return connected;
    }

    private Bootstrap options() {
        return new Bootstrap()
                .group(group)
                .channel(socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    }

    @Override
    public Bootstrap bootstrap() {
        return options().resolver(new LookupResolvers(lookup));
    }

    private void connect(
            CompletableFuture<Connection> connected,
            InetAddress host,
            Duration timeout,
            ConnectOptions options,
            Acceptor acceptor) {
        ConnectionHandler handler = new ConnectionHandler(acceptor, false);
        options()
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())))
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                addIdle(channel, options.idle().toMillis(), 0);
                                channel.pipeline().addLast(handler);
                            }
                        })
                .connect(new InetSocketAddress(host, options.port()))
                .addListener(
                        (ChannelFuture done) -> {
                            if (!done.isSuccess()) {
                                connected.completeExceptionally(refused(options, done.cause()));
                                return;
                            }
                            channels.add(done.channel());
                            // channelActive comes after this listener on the same thread.
                            done.channel()
                                    .eventLoop()
                                    .execute(() -> hand(connected, handler, options));
                        });
    }

    private static void hand(
            CompletableFuture<Connection> connected,
            ConnectionHandler handler,
            ConnectOptions options) {
        NettyConnection connection = handler.connection();
        if (connection == null) {
            connected.completeExceptionally(
                    refused(options, new IOException("closed at once by the peer")));
        } else {
            connected.complete(connection);
        }
    }

    private static Throwable lookupFailure(Throwable failure) {
        return failure instanceof TimeoutException
                ? new IOException("looking up the host took too long", failure)
                : failure;
    }

    private static IOException refused(ConnectOptions options, Throwable cause) {
        return new IOException(
                "cannot connect to "
                        + options.host()
                        + ":"
                        + options.port()
                        + ": "
                        + cause.getMessage(),
                cause);
    }

    static void addIdle(Channel channel, long readerMillis, long allMillis) {
        if (readerMillis > 0 || allMillis > 0) {
            channel.pipeline()
                    .addLast(
                            new IdleStateHandler(
                                    readerMillis, 0, allMillis, TimeUnit.MILLISECONDS));
        }
    }

    boolean isRunning() {
        return !group.isShuttingDown();
    }

    /** Where others listen on a socket of these I/O threads, the threads go on for them. */
    @Override
    public void close() {
        lookup.close();
        List.copyOf(listeners).forEach(NettyListener::close);
        channels.close().awaitUninterruptibly(Duration.ofSeconds(5).toMillis());
        if (closed.compareAndSet(false, true) && release()) {
            group.terminationFuture().awaitUninterruptibly(5000);
        }
    }
}
