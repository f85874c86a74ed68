package io.redub.transport.netty;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.redub.transport.Connection;
import io.redub.transport.Outgoing;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscChunkedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Collects frames from any thread and writes them in batches from the I/O thread.
 *
 * <p>A sender offers to a multi-producer queue and, only if no drain is scheduled, schedules one;
 * so many frames share one wake-up of the I/O thread and one flush. Small frames are copied into
 * one buffer, since a copy of a few hundred bytes costs less than an entry of its own in Netty's
 * outbound buffer and in the vector of the system call. {@code scheduled} is 1 from the moment a
 * drain is scheduled until it has seen the queue empty.
 */
final class NettyConnection implements Connection {
    /** Frames that may wait on one connection before further ones are refused. */
    static final int QUEUE_LIMIT = 65_536;

    /** Bytes that may wait in frames of more than {@link #COUNTED_FROM} before more are refused. */
    static final int QUEUE_BYTES = 64 * 1024 * 1024;

    /** Smaller frames are bounded well enough by their number. */
    private static final int COUNTED_FROM = 1024;

    /** How long closing waits for a peer that does not take what is queued for it. */
    private static final long CLOSE_MILLIS = 2_000;

    private static final int COPY_LIMIT = 8 * 1024;
    private static final int SMALLEST_BATCH = 4 * 1024;
    private static final int LARGEST_BATCH = 64 * 1024;
    private static final AtomicIntegerFieldUpdater<NettyConnection> SCHEDULED =
            AtomicIntegerFieldUpdater.newUpdater(NettyConnection.class, "scheduled");

    private final Channel channel;
    private final String peer;
    private final MpscChunkedArrayQueue<Object> queue =
            new MpscChunkedArrayQueue<>(64, QUEUE_LIMIT);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Runnable drain = this::drain;
    private volatile int scheduled;

    /** Capacity of the next batch, after the size of the last ones. Of the I/O thread only. */
    private int batchBytes = SMALLEST_BATCH;

    NettyConnection(Channel channel) {
        this.channel = channel;
        this.peer = describe(channel.remoteAddress());
    }

    static String describe(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? (inet.getAddress() == null
                                ? inet.getHostString()
                                : inet.getAddress().getHostAddress())
                        + ":"
                        + inet.getPort()
                : String.valueOf(address);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public boolean send(Outgoing outgoing) {
        return enqueue(outgoing, outgoing.frame().readableBytes());
    }

    @Override
    public boolean send(ByteBuf frame) {
        if (enqueue(frame, frame.readableBytes())) {
            return true;
        }
        frame.release();
        return false;
    }

    private boolean enqueue(Object item, int size) {
        if (!channel.isActive() || !admits(size)) {
            return false;
        }
        if (!queue.offer(item)) {
            taken(size);
            return false;
        }
        schedule();
        return true;
    }

    /** Whether the queue has room for so many bytes; a single frame may be as large as it likes. */
    private boolean admits(int size) {
        if (size > COUNTED_FROM) {
            long before = queuedBytes.getAndAdd(size);
            if (before > 0 && before + size > QUEUE_BYTES) {
                taken(size);
                return false;
            }
        }
        return true;
    }

    private void taken(int size) {
        if (size > COUNTED_FROM) {
            queuedBytes.addAndGet(-size);
        }
    }

    private void schedule() {
        if (scheduled == 0 && SCHEDULED.compareAndSet(this, 0, 1)) {
            try {
                channel.eventLoop().execute(drain);
            } catch (RejectedExecutionException stopped) {
                // The I/O threads were stopped: nothing queued here will ever be sent.
                dropAll();
            }
        }
    }

    /** Runs on the I/O thread only. */
    void drain() {
        if (!channel.isActive()) {
            dropAll();
            return;
        }
        if (!channel.isWritable()) {
            // scheduled stays 1: writabilityChanged() goes on with it.
            return;
        }
        ByteBuf batch = null;
        boolean wrote = false;
        Object item;
        while (channel.isWritable() && (item = queue.poll()) != null) {
            ByteBuf frame = frameOf(item);
            if (frame == null) {
                continue;
            }
            int size = frame.readableBytes();
            if (size > COPY_LIMIT) {
                if (batch != null) {
                    channel.write(batch, channel.voidPromise());
                    batch = null;
                }
                channel.write(frame, channel.voidPromise());
                wrote = true;
                continue;
            }
            if (batch != null && batch.writableBytes() < size) {
                channel.write(batch, channel.voidPromise());
                wrote = true;
                batch = null;
                batchBytes = Math.min(2 * batchBytes, LARGEST_BATCH);
            }
            if (batch == null) {
                int capacity = Math.max(batchBytes, size);
                batch = channel.alloc().directBuffer(capacity, capacity);
            }
            batch.writeBytes(frame);
            frame.release();
        }
        if (batch != null) {
            if (batch.readableBytes() < batchBytes / 4) {
                batchBytes = Math.max(batchBytes / 2, SMALLEST_BATCH);
            }
            channel.write(batch, channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        if (channel.isWritable() || queue.isEmpty()) {
            scheduled = 0;
            if (!queue.isEmpty()) {
                schedule();
            }
        }
    }

    private @Nullable ByteBuf frameOf(Object item) {
        if (item instanceof Outgoing outgoing) {
            ByteBuf frame = outgoing.frame();
            taken(frame.readableBytes());
            if (!outgoing.writing()) {
                frame.release();
                return null;
            }
            return frame;
        }
        ByteBuf frame = (ByteBuf) item;
        taken(frame.readableBytes());
        return frame;
    }

    /** The socket takes bytes again. */
    void writabilityChanged() {
        if (scheduled == 1 && channel.isWritable()) {
            drain();
        }
    }

    /** What is queued when the connection is gone was never sent; its senders are told. */
    void dropAll() {
        scheduled = 0;
        Object item;
        while ((item = queue.poll()) != null) {
            if (item instanceof Outgoing outgoing) {
                outgoing.frame().release();
                outgoing.dropped();
            } else {
                ((ByteBuf) item).release();
            }
        }
    }

    @Override
    public void close() {
        channel.eventLoop().execute(this::closeWhenWritten);
    }

    private void closeWhenWritten() {
        drain();
        channel.writeAndFlush(channel.alloc().buffer(0, 0))
                .addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen()) {
            channel.eventLoop().schedule(() -> channel.close(), CLOSE_MILLIS, MILLISECONDS);
        }
    }

    Channel channel() {
        return channel;
    }
}
