package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection: takes requests one after the other and writes their answers in that
 * order, since the next one is not read before. All state belongs to the channel's I/O thread,
 * which runs no handler's {@link WebHandler#handle}.
 */
final class WebConnection extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(WebConnection.class);

    /** What a peer must send of a body at least while it is waited for. */
    private static final int BYTES_PER_SECOND = 512;

    /** While a port is crowded, a peer sends in this many stalls as much as is held of it. */
    private static final int HELD_FOR_STALLS = 16;

    private enum State {
        /** For a request to begin, or for the rest of its head. */
        WAITING,
        /** The body comes in; the handler may have been called. */
        RECEIVING,
        /** The request is here; the answer is not written. */
        ANSWERING,
        /** The answer is written; what comes is dropped until the peer closes, or time is up. */
        LINGERING
    }

    private final Channel channel;
    private final WebPort port;
    private final String peer;
    private final ByteMeter meter;
    private final WriteGate gate;
    private final WriteProgress written;
    private State state = State.WAITING;
    private @Nullable WebExchange exchange;
    private @Nullable ScheduledFuture<?> check;
    private boolean dispatched;
    private boolean counted;
    private int held;
    private long received;

    /** Whether the peer is asked for more; otherwise it is not its fault that nothing comes. */
    private boolean reading;

    private boolean closesAfter;
    private long since = System.nanoTime();
    private long metered;

    private WebConnection(Channel channel, WebPort port, ByteMeter meter) {
        this.channel = channel;
        this.port = port;
        this.meter = meter;
        this.gate = new WriteGate(channel);
        this.written = new WriteProgress(channel);
        this.peer =
                channel.remoteAddress() instanceof InetSocketAddress address
                        ? address.getAddress().getHostAddress() + ":" + address.getPort()
                        : String.valueOf(channel.remoteAddress());
    }

    static void open(Channel channel, WebPort port) {
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ByteMeter meter = new ByteMeter();
        channel.pipeline()
                .addLast(meter)
                .addLast(HttpCodec.server())
                .addLast(new OneByOne())
                .addLast(new WebConnection(channel, port, meter));
    }

    WriteGate gate() {
        return gate;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        long millis = Math.max(1, port.options().stall().toMillis() / 2);
        check =
                ctx.executor()
                        .scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
        read();
    }

    private void read() {
        reading = true;
        channel.read();
    }

    // --- a request comes in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = false;
        if (state == State.LINGERING) {
            ReferenceCountUtil.release(message);
            read();
        } else if (message instanceof HttpRequest head && state == State.WAITING) {
            begin(head);
            if (message instanceof HttpContent content) {
                content.release();
            }
        } else if (message instanceof HttpContent content && state == State.RECEIVING) {
            receive(content);
        } else {
            ReferenceCountUtil.release(message);
            read();
        }
    }

    private void begin(HttpRequest head) {
        since = System.nanoTime();
        closesAfter = false;
        dispatched = false;
        metered = meter.bytes();
        received = 0;
        counted = true;
        port.began();
        Entry entry = Entry.of(head, peer, port);
        if (entry instanceof Entry.Refused refused) {
            refuse(refused.problem());
        } else if (entry instanceof Entry.Asked asked) {
            closesAfter = true;
            write(null, 204, asked.allowed(), Unpooled.EMPTY_BUFFER);
        } else if (entry instanceof Entry.Admitted admitted) {
            admit(admitted);
        }
    }

    private void admit(Entry.Admitted admitted) {
        if (admitted.asksFirst()) {
            channel.writeAndFlush(
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.CONTINUE,
                            Unpooled.EMPTY_BUFFER));
        }
        BodyPipe pipe = new BodyPipe(() -> channel.eventLoop().execute(this::resume));
        exchange =
                new WebExchange(
                        this,
                        admitted.request(),
                        admitted.handler(),
                        admitted.terms(),
                        pipe,
                        admitted.gzipped());
        state = State.RECEIVING;
        read();
    }

    private void receive(HttpContent content) {
        WebExchange current = exchange;
        if (current == null) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            broken(
                    current,
                    400,
                    "the body is malformed: " + content.decoderResult().cause().getMessage());
            return;
        }
        boolean isLast = content instanceof LastHttpContent;
        int length = content.content().readableBytes();
        received += length;
        long limit = current.terms().bodyLimit();
        if (limit > 0 && received > limit) {
            content.release();
            broken(current, 413, BoundedBody.tooLarge(limit));
            return;
        }
        boolean more = true;
        if (length > 0) {
            if (!dispatched) {
                if (!hold(length)) {
                    content.release();
                    broken(current, 503, "the provider holds too many requests (try again later)");
                    return;
                }
            }
            more = current.pipe().offer(content.content(), current.terms().collected());
        } else {
            content.release();
        }
        if (isLast) {
            state = State.ANSWERING;
            current.pipe().end();
        }
        boolean enough = current.pipe().buffered() >= current.terms().collected();
        if (!dispatched && (isLast || enough)) {
            dispatch(current);
        }
        if (!isLast && more) {
            read();
        }
    }

    private boolean hold(int bytes) {
        held += bytes;
        return port.hold(bytes);
    }

    private void dispatch(WebExchange current) {
        dispatched = true;
        try {
            port.workers().execute(current);
        } catch (RejectedExecutionException full) {
            current.pipe().close();
            current.answer(Problem.of(503, "the provider is busy: " + full.getMessage()));
        }
    }

    private void resume() {
        if (state == State.RECEIVING && !reading) {
            since = System.nanoTime();
            metered = meter.bytes();
            read();
        }
    }

    /** The rest of the body will not come: tells who reads it, or answers if nobody does yet. */
    private void broken(WebExchange current, int status, String why) {
        closesAfter = true;
        if (dispatched) {
            current.pipe().fail(new BodyException(status, why));
        } else {
            exchange = null;
            current.pipe().close();
            refuse(Problem.of(status, why));
        }
    }

    private void refuse(Problem problem) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        closesAfter = true;
        write(null, problem.status(), headers, Unpooled.wrappedBuffer(problem.json()));
    }

    // --- its answer goes out

    void answer(WebExchange answered, int status, HttpHeaders headers, ByteBuf content) {
        if (channel.eventLoop().inEventLoop()) {
            write(answered, status, headers, content);
            return;
        }
        try {
            channel.eventLoop().execute(() -> write(answered, status, headers, content));
        } catch (RejectedExecutionException closed) {
            content.release();
            log.debug("An answer for {} came after the port was closed", peer);
        }
    }

    private void write(
            @Nullable WebExchange answered, int status, HttpHeaders headers, ByteBuf content) {
        if (answered != exchange || !channel.isActive()) {
            content.release();
            return;
        }
        // Until the peer has taken it.
        if (answered != null && !hold(content.readableBytes())) {
            hold(-content.readableBytes());
            content.release();
            log.warn("An answer for {} was dropped: too many wait for peers to take them", peer);
            exchange = null;
            answered.pipe().close();
            // Not 503: the call was made.
            refuse(Problem.of(500, "the answer was dropped: too many wait for their peers"));
            return;
        }
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        boolean isHead = answered != null && answered.request().isHead();
        if (isHead || bodiless) {
            content.release();
        }
        connectionHeader(answered, headers);
        channel.writeAndFlush(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        isHead || bodiless ? Unpooled.EMPTY_BUFFER : content,
                        headers,
                        EmptyHttpHeaders.INSTANCE));
    }

    private void connectionHeader(@Nullable WebExchange answered, HttpHeaders headers) {
        boolean keeps =
                !closesAfter
                        && answered != null
                        && !answered.isLast()
                        && answered.request().keepAlive()
                        && (state == State.ANSWERING);
        closesAfter = !keeps;
        HttpVersion version =
                answered == null ? HttpVersion.HTTP_1_1 : answered.request().version();
        HttpUtil.setKeepAlive(headers, version, keeps);
    }

    void begin(WebExchange answered, int status, HttpHeaders headers) {
        channel.eventLoop()
                .execute(
                        () -> {
                            if (answered != exchange || !channel.isActive()) {
                                return;
                            }
                            boolean old = answered.request().version().equals(HttpVersion.HTTP_1_0);
                            HttpResponse head =
                                    new DefaultHttpResponse(
                                            HttpVersion.HTTP_1_1,
                                            HttpResponseStatus.valueOf(status),
                                            headers);
                            boolean bodiless = answered.request().isHead();
                            closesAfter |= old;
                            HttpUtil.setTransferEncodingChunked(head, !old && !bodiless);
                            connectionHeader(answered, headers);
                            channel.write(head);
                        });
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        WebExchange current = exchange;
        boolean isLast = message instanceof LastHttpContent && isFinal(message);
        if (current != null
                && current.request().isHead()
                && message instanceof HttpContent
                && !(message instanceof HttpResponse)) {
            ReferenceCountUtil.release(message);
            if (!isLast) {
                promise.trySuccess();
                return;
            }
            ctx.write(
                    LastHttpContent.EMPTY_LAST_CONTENT, promise.unvoid().addListener(d -> done()));
            return;
        }
        ctx.write(message, isLast ? promise.unvoid().addListener(done -> done()) : promise);
    }

    private static boolean isFinal(Object message) {
        return !(message instanceof HttpResponse response)
                || response.status().code() != HttpResponseStatus.CONTINUE.code();
    }

    /** The answer is on its way, all of it. */
    private void done() {
        ended();
        if (!channel.isActive()) {
            return;
        }
        if (closesAfter) {
            linger();
        } else if (state == State.ANSWERING) {
            finish();
        }
    }

    /** The request and its answer are done with; on to the next. */
    private void finish() {
        forget();
        state = State.WAITING;
        since = System.nanoTime();
        metered = meter.bytes();
        read();
    }

    private void forget() {
        WebExchange current = exchange;
        exchange = null;
        if (current != null) {
            current.pipe().close();
        }
    }

    private void ended() {
        if (counted) {
            counted = false;
            port.ended();
            port.hold(-held);
            held = 0;
        }
    }

    /**
     * Closes, but not while the peer may be sending: its system would drop the answer together with
     * the connection.
     */
    private void linger() {
        forget();
        if (!(channel instanceof DuplexChannel duplex) || duplex.isInputShutdown()) {
            channel.close();
            return;
        }
        state = State.LINGERING;
        since = System.nanoTime();
        duplex.shutdownOutput();
        if (!reading) {
            read();
        }
    }

    void abort() {
        channel.close();
    }

    // --- what may happen meanwhile

    /** Twice in the time that a peer may stall. */
    private void check() {
        long now = System.nanoTime();
        long stall = port.options().stall().toNanos();
        switch (state) {
            case WAITING -> {
                // Otherwise a refusal is on its way.
                if (!counted) {
                    checkWaiting(now, stall);
                }
            }
            case RECEIVING -> checkReceiving(now, stall);
            case LINGERING -> {
                if (now - since > stall) {
                    channel.close();
                }
            }
            case ANSWERING -> {}
        }
        checkWriting(now, stall);
    }

    private void checkWaiting(long now, long stall) {
        boolean begun = meter.bytes() > metered;
        if (begun && now - Math.max(since, meter.firstSince(metered)) > stall) {
            counted = true;
            port.began();
            refuse(Problem.of(408, "the head of the request came too slowly"));
        } else if (!begun && now - since > port.options().idle().toNanos()) {
            channel.close();
        }
    }

    private void checkReceiving(long now, long stall) {
        long wanted = BYTES_PER_SECOND * port.options().stall().toMillis() / 1000;
        if (port.isCrowded()) {
            // Few slow peers would keep others out for hours.
            wanted = Math.max(wanted, held / HELD_FOR_STALLS);
        }
        WebExchange current = exchange;
        if (current != null && reading && now - since > stall) {
            if (meter.bytes() - metered < Math.max(1, wanted)) {
                broken(current, 408, "the body of the request came too slowly");
            }
            since = now;
            metered = meter.bytes();
        }
    }

    private void checkWriting(long now, long stall) {
        if (written.isStuck(now, stall)) {
            log.debug("Closing the connection with {}: it does not read its answer", peer);
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            reading = false;
            WebExchange current = exchange;
            switch (state) {
                case WAITING, LINGERING -> channel.close();
                case RECEIVING -> {
                    if (current != null) {
                        broken(current, 400, "the peer stopped sending within the body");
                    }
                }
                case ANSWERING -> closesAfter = true;
            }
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        gate.changed();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ScheduledFuture<?> checking = check;
        if (checking != null) {
            checking.cancel(false);
        }
        WebExchange current = exchange;
        exchange = null;
        if (current != null) {
            current.pipe().fail(new IOException("the connection with " + peer + " was lost"));
            if (!dispatched) {
                current.pipe().close();
            }
        }
        ended();
        gate.changed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        if (thrown instanceof IOException) {
            log.debug("Connection with {} failed: {}", peer, thrown.toString());
        } else {
            log.warn("Closing the connection with {}: {}", peer, thrown.toString(), thrown);
        }
        ctx.close();
    }
}
