package io.redub.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The client of {@link RawFramework}. Callers put their calls on a queue; the I/O thread writes all
 * that it finds there at once and takes the answers in the order of the calls.
 */
final class RawClient extends ByteToMessageDecoder implements Target {
    private final MpscUnboundedArrayQueue<Call> queue = new MpscUnboundedArrayQueue<>(1024);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ArrayDeque<Call> unanswered = new ArrayDeque<>();
    private volatile @Nullable ChannelHandlerContext context;

    private static final class Call extends CompletableFuture<Long> {
        final long n;

        Call(long n) {
            this.n = n;
        }
    }

    @Override
    public Object call(Operation operation, long n) throws Exception {
        return send(n).get();
    }

    @Override
    public CompletionStage<?> start(Operation operation, long n) {
        return send(n);
    }

    @Override
    public boolean right(Operation operation, long n, @Nullable Object answer) {
        return answer instanceof Long number && number == n;
    }

    private Call send(long n) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            throw new IllegalStateException("not connected");
        }
        Call call = new Call(n);
        queue.add(call);
        if (!draining.get() && draining.compareAndSet(false, true)) {
            ctx.executor().execute(() -> drain(ctx));
        }
        return call;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // of a void promise
    private void drain(ChannelHandlerContext ctx) {
        draining.set(false);
        int calls = queue.size();
        if (calls == 0) {
            return;
        }
        ByteBuf out = ctx.alloc().directBuffer(calls * RawFramework.REQUEST_BYTES);
        for (Call call = queue.poll(); call != null; call = queue.poll()) {
            unanswered.add(call);
            RawFramework.writeFrame(out, call.n, RawFramework.REQUEST_BYTES);
        }
        ctx.writeAndFlush(out, ctx.voidPromise());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        Long n = RawFramework.readFrame(in, RawFramework.RESPONSE_BYTES);
        while (n != null) {
            unanswered.remove().complete(n);
            n = RawFramework.readFrame(in, RawFramework.RESPONSE_BYTES);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        IOException lost = new IOException("connection lost");
        unanswered.forEach(call -> call.completeExceptionally(lost));
    }
}
