package io.redub.protocol.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.PassedOn;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import io.redub.web.ClientOptions;
import io.redub.web.WebAnswer;
import io.redub.web.WebClient;
import io.redub.web.WebFailure;
import io.redub.web.WebQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One service of one provider, called over HTTP: with JSON at its path, or with JSON-RPC. */
final class HttpInvoker implements ProviderInvoker {
    private static final int DEFAULT_PORT = 80;
    private static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;

    /** After a failure to connect, calls go to other providers for so long. */
    private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final URL url;
    private final WebClient client;
    private final HttpDialect dialect;
    private final @Nullable OutboundCall[] calls;
    private final JsonValues values = JsonValues.installed();
    private final int payload;
    private final CompletionStage<?> ready;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean reached = true;
    private volatile long failedAt;

    /** What is known of a method: its form, the path it is called at, and its usual timeout. */
    private record OutboundCall(Operation operation, String call, String target, long millis) {}

    HttpInvoker(ServiceModel service, URL url, ClientOptions options) {
        this.url = url;
        this.payload = url.getParameter("payload", DEFAULT_PAYLOAD);
        this.client = WebClient.open(url.getHost(), url.getPort(DEFAULT_PORT), options);
        boolean made = false;
        try {
            this.dialect = HttpDialect.of(url, ServiceWorld.of(service, url), values);
            String path = url.getPath().isEmpty() ? service.interfaceName() : url.getPath();
            this.calls =
                    service.methods().stream()
                            .map(method -> prepared(service, method, path))
                            .toArray(OutboundCall[]::new);
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

    private @Nullable OutboundCall prepared(ServiceModel service, MethodModel method, String path) {
        Operation operation = Operation.of(method, values.serialization());
        return operation == null
                ? null
                : new OutboundCall(
                        operation,
                        service.interfaceName() + "." + method.name() + " at " + client.peer(),
                        dialect.target(path, method),
                        Math.max(1, url.getMethodParameter(method.name(), "timeout", 1000)));
    }

    private boolean connected(boolean yes) {
        if (!yes) {
            failedAt = System.nanoTime();
        }
        reached = yes;
        return yes;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        OutboundCall method = calls[call.method().index()];
        if (method == null) {
            return failed(
                    StatusCode.SERIALIZATION, call.method() + " cannot be carried by JSON", null);
        }
        long start = System.nanoTime();
        long deadline = call.deadlineNanos();
        if (deadline == Invocation.NO_DEADLINE) {
            deadline = start + method.millis * 1_000_000;
        }
        if (deadline - start <= 0) {
            return failed(
                    StatusCode.TIMEOUT,
                    method.call + " was not sent: its deadline has passed",
                    null);
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        ByteBuf body;
        try {
            putAttachments(call, (deadline - start) / 1_000_000, headers);
            body = dialect.body(method.operation, call, headers);
        } catch (SerializationException | IllegalArgumentException e) {
            return failed(
                    StatusCode.SERIALIZATION, method.call + " was not sent: " + e.getMessage(), e);
        }
        if (payload > 0 && body.readableBytes() > payload) {
            int size = body.readableBytes();
            body.release();
            return failed(
                    StatusCode.LIMIT_EXCEEDED,
                    method.call
                            + " was not sent: the request has "
                            + size
                            + " bytes (payload limit: "
                            + payload
                            + ")",
                    null);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        CompletableFuture<WebAnswer> answered =
                client.send(
                        new WebQuery(
                                "POST",
                                method.target,
                                headers,
                                deadline,
                                Integer.MAX_VALUE,
                                payload),
                        body);
        return awaited(method, call, answered);
    }

    /** Reading the answer, and all that hangs on it, runs where the caller said. */
    private CompletionStage<Result> awaited(
            OutboundCall method, Invocation call, CompletableFuture<WebAnswer> answered) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        answered.whenComplete(
                (answer, failure) ->
                        goOn(
                                call.continuation(),
                                () -> result.complete(result(method, answer, failure))));
        return call.mode() == CallMode.ONE_WAY
                ? CompletableFuture.completedFuture(Result.NULL)
                : result;
    }

    private static void goOn(Executor continuation, Runnable task) {
        try {
            continuation.execute(task);
        } catch (RejectedExecutionException full) {
            // Better done here than never: the caller waits.
            task.run();
        }
    }

    private Result result(
            OutboundCall method, @Nullable WebAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return Result.failure(status(method, failure));
        }
        connected(true);
        try (answer) {
            return dialect.result(
                    method.operation,
                    method.call,
                    answer.status(),
                    answer.headers(),
                    answer.body().readAllBytes());
        } catch (Exception | Error e) {
            return Result.failure(
                    new Status(
                            e instanceof SerializationException || e instanceof Refusal
                                    ? StatusCode.SERIALIZATION
                                    : StatusCode.PROTOCOL,
                            Origin.AFTER_SEND,
                            "the answer of " + method.call + " cannot be read: " + e.getMessage(),
                            e));
        }
    }

    private Status status(OutboundCall method, @Nullable Throwable thrown) {
        if (!(thrown instanceof WebFailure failure)) {
            return new Status(
                    StatusCode.INTERNAL, Origin.AFTER_SEND, method.call + ": " + thrown, thrown);
        }
        if (failure.kind() == WebFailure.Kind.UNREACHABLE) {
            connected(false);
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

    private void putAttachments(Invocation call, long millisLeft, HttpHeaders headers) {
        long millis = Math.max(1, millisLeft);
        Map<String, Object> attachments = call.attachments();
        if (attachments.containsKey(PassedOn.COUNTDOWN)) {
            attachments = new LinkedHashMap<>(attachments);
            attachments.put(PassedOn.COUNTDOWN, (int) Math.min(Integer.MAX_VALUE, millis));
        }
        Headers.put(attachments, headers);
        headers.set(Headers.TIMEOUT, Long.toString(millis));
        Headers.putToken(url.getParameter("token"), headers);
        put(Headers.GROUP, url.getGroup(), headers);
        put(Headers.VERSION, url.getVersion(), headers);
    }

    private static void put(String name, @Nullable String value, HttpHeaders headers) {
        if (value != null && !value.isEmpty()) {
            headers.set(name, value);
        }
    }

    private static CompletionStage<Result> failed(
            StatusCode code, String message, @Nullable Throwable cause) {
        return Result.failed(new Status(code, Origin.BEFORE_SEND, message, cause));
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public boolean available() {
        return !closed.get() && (reached || System.nanoTime() - failedAt > SHUNNED_NANOS);
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
