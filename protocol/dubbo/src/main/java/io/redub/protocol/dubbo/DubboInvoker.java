package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.ExchangeOptions;
import io.redub.exchange.FrameHeader;
import io.redub.exchange.RequestChannel;
import io.redub.exchange.ResponseStatus;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One service of one provider, or a callback of a consumer, called over the dubbo protocol. */
final class DubboInvoker implements ProviderInvoker {
    private final URL url;
    private final RequestChannel client;
    private final @Nullable LocalCallbacks callbacks;
    private final int payload;
    private final Serialization serialization;
    private final Runnable onClose;
    private final OutboundMethod[] twoWay;
    private final OutboundMethod[] oneWay;
    private final ResponseDecoder decoder;
    private final ThreadLocal<ObjectWriter> writers;
    private final AtomicBoolean closed = new AtomicBoolean();

    DubboInvoker(
            ServiceModel service,
            Destination destination,
            URL url,
            RequestChannel client,
            @Nullable LocalCallbacks callbacks,
            Serialization serialization,
            AllowedTypes types,
            ThreadLocal<ObjectWriter> writers,
            int payload,
            Runnable onClose) {
        this.url = url;
        this.client = client;
        this.callbacks = callbacks;
        this.payload = payload;
        this.serialization = serialization;
        this.onClose = onClose;
        this.decoder = new ResponseDecoder(serialization, types);
        this.writers = writers;
        int methods = service.methods().size();
        twoWay = new OutboundMethod[methods];
        oneWay = new OutboundMethod[methods];
        for (int i = 0; i < methods; i++) {
            MethodModel method = service.methods().get(i);
            String call = service.interfaceName() + "." + method.name() + " at " + client.peer();
            twoWay[i] = OutboundMethod.of(method, call, destination, url, false, serialization);
            oneWay[i] = OutboundMethod.of(method, call, destination, url, true, serialization);
        }
    }

    /** Calls back what a consumer gave as an argument, on the connection it came on. */
    static DubboInvoker callback(
            ServiceModel service,
            String id,
            URL url,
            RequestChannel back,
            Serialization serialization) {
        return new DubboInvoker(
                service,
                Destination.callback(service.interfaceName(), id, url),
                url,
                back,
                null,
                serialization,
                ServiceWorld.of(service, url),
                Codecs.writers(serialization),
                url.getParameter("payload", ExchangeOptions.DEFAULT_PAYLOAD),
                () -> {});
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        LocalCallbacks known = callbacks;
        if (known == null) {
            return send(call);
        }
        Invocation outbound;
        try {
            outbound = known.outbound(call);
        } catch (RpcException e) {
            return Result.failed(e.status());
        }
        return send(outbound);
    }

    private CompletionStage<Result> send(Invocation call) {
        boolean nobodyWaits = call.mode() == CallMode.ONE_WAY;
        OutboundMethod method = (nobodyWaits ? oneWay : twoWay)[call.method().index()];
        long start = System.nanoTime();
        long deadline = call.deadlineNanos();
        if (deadline == Invocation.NO_DEADLINE) {
            deadline = start + method.timeoutMillis * 1_000_000;
        }
        long remaining = (deadline - start) / 1_000_000;
        if (remaining <= 0 && deadline - start <= 0) {
            return Result.failed(
                    Status.of(
                            StatusCode.TIMEOUT,
                            Origin.BEFORE_SEND,
                            method.call + " was not sent: its deadline has passed"));
        }
        ByteBuf frame;
        try {
            frame = method.encode(call, remaining, writer(), decoder.peerDialect());
        } catch (SerializationException e) {
            return Result.failed(
                    new Status(
                            StatusCode.SERIALIZATION,
                            Origin.BEFORE_SEND,
                            method.call + " was not sent: " + e.getMessage(),
                            e));
        }
        if (payload > 0 && frame.readableBytes() > payload) {
            int size = frame.readableBytes();
            frame.release();
            return Result.failed(
                    Status.of(
                            StatusCode.LIMIT_EXCEEDED,
                            Origin.BEFORE_SEND,
                            method.call
                                    + " was not sent: the request has "
                                    + size
                                    + " bytes (payload limit: "
                                    + payload
                                    + ")"));
        }
        if (nobodyWaits) {
            return sendOneWay(method, frame);
        }
        DubboCall pending =
                new DubboCall(this, method, frame, call.continuation(), start, deadline);
        client.send(pending);
        return pending;
    }

    /** That of this thread, unless a call is made while it writes for another one. */
    private ObjectWriter writer() {
        ObjectWriter own = writers.get();
        return own.inUse() ? serialization.writer() : own;
    }

    private CompletionStage<Result> sendOneWay(OutboundMethod method, ByteBuf frame) {
        if (client.sendOneWay(frame)) {
            return CompletableFuture.completedFuture(Result.NULL);
        }
        return Result.failed(
                Status.of(
                        StatusCode.NETWORK,
                        Origin.BEFORE_SEND,
                        method.call
                                + " was not sent: the connection is down or its queue is full"));
    }

    /** Reads a response; every failure to do so is a result too. */
    Result decode(OutboundMethod method, int status, int flags, ByteBuf body) {
        if (status == ResponseStatus.OK) {
            int answeredIn = flags & FrameHeader.SERIALIZATION_MASK;
            if (answeredIn != serialization.id()) {
                return Result.failure(
                        Status.of(
                                StatusCode.SERIALIZATION,
                                Origin.AFTER_SEND,
                                "the answer of "
                                        + method.call
                                        + " cannot be read: it has serialization id "
                                        + answeredIn
                                        + " (expected: "
                                        + serialization.id()
                                        + ", as in the request)"));
            }
            return decoder.decode(method.result, body, method.call);
        }
        return Result.failure(decoder.decodeError(status, body, method.call));
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public boolean available() {
        return !closed.get() && client.available();
    }

    @Override
    public CompletionStage<?> ready() {
        return client.ready();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
