package io.redub.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The floor: Netty moving as many bytes as a getUser call has, and nothing else. Frames with a
 * length, answered in order on one connection, one flush per batch, one I/O thread per JVM.
 */
final class RawFramework implements Framework {
    /** Bytes of getUser between Dubbo peers, header included. */
    static final int REQUEST_BYTES = 203;

    static final int RESPONSE_BYTES = 586;

    private static final int LENGTH_BYTES = Integer.BYTES;

    @Override
    public int serve() {
        Channel server =
                new ServerBootstrap()
                        .group(eventLoop())
                        .channel(serverChannel())
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline().addLast(new Answering());
                                    }
                                })
                        .bind(Loopback.HOST, 0)
                        .syncUninterruptibly()
                        .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public Target connect(int port) {
        RawClient client = new RawClient();
        new Bootstrap()
                .group(eventLoop())
                .channel(clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(client)
                .connect(Loopback.HOST, port)
                .syncUninterruptibly();
        return client;
    }

    static void writeFrame(ByteBuf out, long n, int bytes) {
        out.writeInt(bytes - LENGTH_BYTES)
                .writeLong(n)
                .writeZero(bytes - LENGTH_BYTES - Long.BYTES);
    }

    /** Reads the frame's number and skips the rest; null until all of the frame is there. */
    static @Nullable Long readFrame(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            return null;
        }
        int length = in.readInt();
        if (length != bytes - LENGTH_BYTES) {
            throw new IllegalStateException(
                    "frame length: " + length + " (expected: " + (bytes - LENGTH_BYTES) + ")");
        }
        long n = in.readLong();
        in.skipBytes(length - Long.BYTES);
        return n;
    }

    private static MultiThreadIoEventLoopGroup eventLoop() {
        IoHandlerFactory io =
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, io);
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static Class<? extends Channel> clientChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    private static final class Answering extends ByteToMessageDecoder {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // of a void promise
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            int frames = in.readableBytes() / REQUEST_BYTES;
            if (frames == 0) {
                return;
            }
            ByteBuf answers = ctx.alloc().directBuffer(frames * RESPONSE_BYTES);
            for (Long n = readFrame(in, REQUEST_BYTES);
                    n != null;
                    n = readFrame(in, REQUEST_BYTES)) {
                writeFrame(answers, n, RESPONSE_BYTES);
            }
            ctx.writeAndFlush(answers, ctx.voidPromise());
        }
    }
}
