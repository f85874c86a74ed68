package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: one request at a time. It always reads, so that it learns when the
 * peer closes, except while the reader of an answer is behind. All state belongs to the I/O thread.
 */
final class ClientConnection extends ChannelDuplexHandler {
    private static final int UPLOAD_BUFFER = 32 * 1024;

    private final Channel channel;
    private final WriteGate gate;
    private @Nullable ClientCall call;
    private @Nullable BodyPipe pipe;
    private @Nullable WebAnswer answer;
    private @Nullable ScheduledFuture<?> timer;
    private boolean requestWritten;
    private boolean skipping;
    private boolean keepsAlive;
    private boolean reading;
    private long received;

    private ClientConnection(Channel channel) {
        this.channel = channel;
        this.gate = new WriteGate(channel);
    }

    static void equip(Channel channel, ClientOptions options) {
        channel.pipeline()
                .addLast(HttpCodec.client())
                .addLast(new OneByOne())
                .addLast(
                        new IdleStateHandler(
                                0, 0, options.idle().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(new ClientConnection(channel));
    }

    static ClientConnection of(Channel channel) {
        return channel.pipeline().get(ClientConnection.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        read();
    }

    private void read() {
        reading = true;
        channel.read();
    }

    // --- the request

    void begin(ClientCall begun) {
        ByteBuf body = begun.body();
        WebQuery query = begun.query();
        long left = query.deadlineNanos() - System.nanoTime();
        if (!begun.claim()) {
            // It waited too long.
            if (body != null) {
                body.release();
            }
            begun.client().release(channel);
            return;
        } else if (left <= 0 || !channel.isActive()) {
            begun.fail(
                    left <= 0
                            ? new WebFailure(WebFailure.Kind.TIMEOUT, false, "its time is up", null)
                            : new WebFailure(
                                    WebFailure.Kind.UNREACHABLE,
                                    false,
                                    begun.client().peer() + " closed the connection",
                                    null));
            begun.client().release(channel);
            return;
        }
        call = begun;
        requestWritten = false;
        skipping = false;
        received = 0;
        answer = null;
        pipe = null;
        timer = channel.eventLoop().schedule(this::overdue, left, TimeUnit.NANOSECONDS);
        write(query, body);
        begun.begun().complete(this);
    }

    private void write(WebQuery query, @Nullable ByteBuf body) {
        ClientCall current = call;
        if (current == null) {
            return;
        }
        query.headers().set(HttpHeaderNames.HOST, current.client().peer());
        HttpMethod method = HttpMethod.valueOf(query.method());
        if (body == null) {
            HttpRequest head =
                    new DefaultHttpRequest(
                            HttpVersion.HTTP_1_1, method, query.target(), query.headers());
            HttpUtil.setTransferEncodingChunked(head, true);
            channel.writeAndFlush(head);
        } else {
            query.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            channel.writeAndFlush(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            method,
                            query.target(),
                            body,
                            query.headers(),
                            EmptyHttpHeaders.INSTANCE));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean isLast = message instanceof LastHttpContent;
        ctx.write(
                message,
                isLast
                        ? promise.unvoid()
                                .addListener(
                                        done -> {
                                            requestWritten |= done.isSuccess();
                                        })
                        : promise);
    }

    OutputStream upload() {
        return new ChunkStream(gate, UPLOAD_BUFFER);
    }

    private void overdue() {
        end(
                new WebFailure(
                        WebFailure.Kind.TIMEOUT, true, "no answer within the time allowed", null));
    }

    // --- the answer

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = false;
        ClientCall current = call;
        if (current == null) {
            // An answer that nobody asked for.
            ReferenceCountUtil.release(message);
            channel.close();
            return;
        }
        if (message instanceof HttpResponse head) {
            head(current, head);
        }
        if (message instanceof HttpContent content) {
            content(current, content);
        } else {
            read();
        }
    }

    private void head(ClientCall current, HttpResponse head) {
        if (head.decoderResult().isFailure()) {
            malformed(head.decoderResult().cause());
            return;
        }
        skipping = head.status().code() < HttpResponseStatus.OK.code();
        if (skipping) {
            return;
        }
        keepsAlive = HttpUtil.isKeepAlive(head);
        BodyPipe body = new BodyPipe(() -> channel.eventLoop().execute(this::resume));
        pipe = body;
        String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        answer =
                new WebAnswer(
                        head.status().code(),
                        head.headers(),
                        body,
                        coding != null && coding.equalsIgnoreCase("gzip"),
                        current.query().answerLimit());
    }

    private void content(ClientCall current, HttpContent content) {
        boolean isLast = content instanceof LastHttpContent;
        BodyPipe body = pipe;
        WebAnswer begun = answer;
        if (content.decoderResult().isFailure()) {
            content.release();
            malformed(content.decoderResult().cause());
            return;
        }
        if (skipping || body == null || begun == null) {
            content.release();
            read();
            return;
        }
        int length = content.content().readableBytes();
        received += length;
        long limit = current.query().answerLimit();
        if (limit > 0 && received > limit) {
            content.release();
            end(
                    new WebFailure(
                            WebFailure.Kind.TOO_LARGE,
                            true,
                            "the answer has more than "
                                    + limit
                                    + " bytes (expected: no more; raise 'payload' if it may be so)",
                            null));
            return;
        }
        boolean more = true;
        if (length > 0) {
            more = body.offer(content.content(), current.query().collected());
        } else {
            content.release();
        }
        if (isLast) {
            body.end();
        }
        if (isLast) {
            cancelTimer();
        }
        if (!current.answer().isDone()
                && (isLast || body.buffered() >= current.query().collected())) {
            if (!current.answer().complete(begun)) {
                body.close();
            }
        }
        if (isLast) {
            finished(current);
        } else if (more) {
            read();
        }
    }

    private void resume() {
        BodyPipe body = pipe;
        if (body != null && body.isClosed()) {
            // Whoever wanted the answer does not want the rest.
            channel.close();
        } else if (!reading) {
            read();
        }
    }

    private void finished(ClientCall ended) {
        boolean reusable = keepsAlive && requestWritten;
        call = null;
        pipe = null;
        answer = null;
        if (reusable) {
            read();
            ended.client().release(channel);
        } else {
            channel.close().addListener(done -> ended.client().release(channel));
        }
    }

    private void malformed(Throwable cause) {
        end(
                new WebFailure(
                        WebFailure.Kind.MALFORMED,
                        true,
                        "what came is no answer of HTTP: " + cause.getMessage(),
                        cause));
    }

    /** Ends the call, and the connection with it. */
    private void end(WebFailure failure) {
        ClientCall current = call;
        call = null;
        cancelTimer();
        BodyPipe body = pipe;
        if (body != null) {
            body.fail(failure);
        }
        if (current != null) {
            channel.close().addListener(done -> current.client().release(channel));
            current.answer().completeExceptionally(failure);
        }
    }

    private void cancelTimer() {
        ScheduledFuture<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && call == null) {
            channel.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        gate.changed();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gate.changed();
        end(new WebFailure(WebFailure.Kind.LOST, true, "the connection was lost", null));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        end(
                new WebFailure(
                        WebFailure.Kind.LOST,
                        true,
                        "the connection was lost: " + thrown.getMessage(),
                        thrown instanceof IOException ? thrown : new IOException(thrown)));
        ctx.close();
    }
}
