package io.redub.protocol.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.Continuation;
import io.redub.protocol.PassedOn;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.Reach;
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
import io.redub.web.ClientOptions;
import io.redub.web.WebAnswer;
import io.redub.web.WebClient;
import io.redub.web.WebFailure;
import io.redub.web.WebQuery;
import io.redub.web.WebUpload;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One service of one provider, called by POST over HTTP. */
public final class WebInvoker implements ProviderInvoker {
    private final URL url;
    private final WebClient client;
    private final @Nullable AttachmentForm attachments;
    private final Outbound[] methods;
    private final int payload;
    private final Reach reach = new Reach();
    private final CompletionStage<?> ready;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What is known of a method: its form, how it is called in messages, its usual timeout. */
    private record Outbound(OutboundMethod form, String call, long millis) {}

    private WebInvoker(
            ServiceModel service,
            URL url,
            int defaultPort,
            OutboundForm form,
            ClientOptions options) {
        this.url = url;
        this.payload = WebServicePort.payload(url);
        this.attachments = form.attachments();
        this.client = WebClient.open(url.getHost(), url.getPort(defaultPort), options);
        boolean made = false;
        try {
            this.methods =
                    service.methods().stream()
                            .map(method -> outbound(service, method, form))
                            .toArray(Outbound[]::new);
            made = true;
        } finally {
            if (!made) {
                client.close();
            }
        }
        this.ready =
                url.getParameter("lazy", false)
                        ? CompletableFuture.completedFuture(null)
                        : client.ready().handle((done, failure) -> connected(failure == null));
    }

    /**
     * An invoker of a service at the path of a URL.
     *
     * @param defaultPort where the URL has none
     * @throws RpcException with the code CONFIGURATION if a setting is wrong
     */
    public static WebInvoker open(
            ServiceModel service, URL url, int defaultPort, Supplier<OutboundForm> form) {
        try {
            return new WebInvoker(service, url, defaultPort, form.get(), options(url));
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "reference " + url.getServiceKey() + ": " + e.getMessage(),
                    e);
        }
    }

    private static ClientOptions options(URL url) {
        ClientOptions defaults = ClientOptions.DEFAULT;
        int connections = url.getParameter("connections", 0);
        return new ClientOptions(
                Duration.ofMillis(
                        url.getParameter("connect.timeout", defaults.connectTimeout().toMillis())),
                connections == 0 ? defaults.maxConnections() : connections,
                defaults.maxWaiting(),
                defaults.idle());
    }

    private Outbound outbound(ServiceModel service, MethodModel method, OutboundForm form) {
        String call = service.interfaceName() + "." + method.name() + " at " + client.peer();
        return new Outbound(
                form.method(method, call),
                call,
                Math.max(1, url.getMethodParameter(method.name(), "timeout", 1000)));
    }

    private boolean connected(boolean yes) {
        if (yes) {
            reach.reached();
        } else {
            reach.failed();
        }
        return yes;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        Outbound method = methods[call.method().index()];
        long start = System.nanoTime();
        long deadline = call.deadlineNanos();
        if (deadline == Invocation.NO_DEADLINE) {
            deadline = start + method.millis * 1_000_000;
        }
        if (deadline - start <= 0) {
            return notSent(StatusCode.TIMEOUT, method, "its deadline has passed", null);
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        ByteBuf body;
        try {
            long left = Math.max(1, (deadline - start) / 1_000_000);
            Invocation counted = counted(call, left);
            CallHeaders.putCall(counted, url, left, headers, attachments);
            body = method.form.write(counted, headers);
        } catch (Refusal e) {
            return notSent(e.code(), method, e.text(), e);
        } catch (SerializationException | IllegalArgumentException e) {
            return notSent(StatusCode.SERIALIZATION, method, String.valueOf(e.getMessage()), e);
        }
        int size = body.readableBytes();
        if (payload > 0 && size > payload) {
            body.release();
            return notSent(
                    StatusCode.LIMIT_EXCEEDED,
                    method,
                    "the request has " + size + " bytes (payload limit: " + payload + ")",
                    null);
        }
        boolean streamed = method.form.isStreamed();
        WebQuery query =
                new WebQuery(
                        "POST",
                        method.form.target(),
                        headers,
                        deadline,
                        streamed ? OutboundMethod.STREAM_HEAD : Integer.MAX_VALUE,
                        streamed ? 0 : payload);
        OutboundMethod.Rest rest = method.form.rest(call);
        return rest == null
                ? awaited(method, call, client.send(query, body))
                : upload(method, call, query, body, rest);
    }

    private static Invocation counted(Invocation call, long millisLeft) {
        Map<String, Object> counted = PassedOn.counted(call.attachments(), millisLeft);
        return counted == call.attachments() ? call : call.withAttachments(counted);
    }

    private CompletionStage<Result> upload(
            Outbound method,
            Invocation call,
            WebQuery query,
            ByteBuf head,
            OutboundMethod.Rest rest) {
        try {
            WebUpload upload = client.upload(query);
            write(head, rest, upload.body());
            return awaited(method, call, upload.answer());
        } catch (WebFailure e) {
            return Result.failed(status(method, e));
        } catch (IOException e) {
            return Result.failed(
                    new Status(
                            StatusCode.NETWORK,
                            Origin.AFTER_SEND,
                            method.call + " was not sent whole: " + e.getMessage(),
                            e));
        }
    }

    private static void write(ByteBuf head, OutboundMethod.Rest rest, OutputStream out)
            throws SourceException {
        try {
            out.write(ByteBufUtil.getBytes(head));
            rest.write(out);
            out.close();
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            // The answer, or its failure, says why the peer does not take the rest.
        }
    }

    /** Reading the answer, and all that hangs on it, runs where the caller said. */
    private CompletionStage<Result> awaited(
            Outbound method, Invocation call, CompletableFuture<WebAnswer> answered) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        answered.whenComplete(
                (answer, failure) ->
                        Continuation.of(
                                call, () -> result.complete(result(method, answer, failure))));
        return call.mode() == CallMode.ONE_WAY
                ? CompletableFuture.completedFuture(Result.NULL)
                : result;
    }

    private Result result(
            Outbound method, @Nullable WebAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return Result.failure(status(method, failure));
        }
        reach.reached();
        try {
            return method.form.read(answer);
        } catch (Exception | Error e) {
            return Result.failure(
                    new Status(
                            e instanceof Refusal refusal
                                    ? refusal.code()
                                    : e instanceof SerializationException
                                            ? StatusCode.SERIALIZATION
                                            : StatusCode.PROTOCOL,
                            Origin.AFTER_SEND,
                            "the answer of " + method.call + " cannot be read: " + e.getMessage(),
                            e));
        }
    }

    private Status status(Outbound method, @Nullable Throwable thrown) {
        if (!(thrown instanceof WebFailure failure)) {
            return new Status(
                    StatusCode.INTERNAL, Origin.AFTER_SEND, method.call + ": " + thrown, thrown);
        }
        if (failure.kind() == WebFailure.Kind.UNREACHABLE) {
            reach.failed();
        }
        StatusCode code =
                switch (failure.kind()) {
                    case UNREACHABLE, LOST -> StatusCode.NETWORK;
                    case BUSY, TOO_LARGE -> StatusCode.LIMIT_EXCEEDED;
                    case TIMEOUT -> StatusCode.TIMEOUT;
                    case MALFORMED -> StatusCode.PROTOCOL;
                };
        return new Status(
                code,
                failure.sent() ? Origin.AFTER_SEND : Origin.BEFORE_SEND,
                method.call
                        + (failure.sent() ? " was sent: " : " was not sent: ")
                        + failure.getMessage(),
                failure);
    }

    private static CompletionStage<Result> notSent(
            StatusCode code, Outbound method, String why, @Nullable Throwable cause) {
        return Result.failed(
                new Status(code, Origin.BEFORE_SEND, method.call + " was not sent: " + why, cause));
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public boolean available() {
        return !closed.get() && reach.available();
    }

    @Override
    public CompletionStage<?> ready() {
        return ready;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            client.close();
        }
    }
}
