package io.redub.protocol.webservice;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.PassedOn;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One service of one provider, called by SOAP over HTTP. */
final class WebserviceInvoker implements ProviderInvoker {
    private static final int DEFAULT_PORT = 80;

    /** After a failure to connect, calls go to other providers for so long. */
    private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final URL url;
    private final WebClient client;
    private final @Nullable Outbound[] methods;
    private final SoapBinding binding;
    private final Soap soap;
    private final AnswerReader answers;
    private final String target;
    private final int payload;
    private final CompletionStage<?> ready;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean reached = true;
    private volatile long failedAt;

    /** What is known of a method: its form, how it is called in messages, its usual timeout. */
    private record Outbound(Operation operation, String call, long millis) {}

    WebserviceInvoker(ServiceModel service, URL url, ClientOptions options) {
        this.url = url;
        this.payload = url.getParameter("payload", WebservicePort.DEFAULT_PAYLOAD);
        this.binding = SoapBinding.of(service);
        this.soap = version(url.getParameter("soap", "1.1"));
        this.answers = new AnswerReader(binding, ServiceWorld.of(service, url));
        this.target =
                "/" + encoded(url.getPath().isEmpty() ? service.interfaceName() : url.getPath());
        this.client = WebClient.open(url.getHost(), url.getPort(DEFAULT_PORT), options);
        this.methods = new Outbound[service.methods().size()];
        for (Operation operation : binding.operations()) {
            methods[operation.index()] = prepared(service, operation);
        }
        this.ready =
                url.getParameter("lazy", false)
                        ? CompletableFuture.completedFuture(null)
                        : client.ready().handle((done, failure) -> connected(failure == null));
    }

    private static Soap version(String setting) {
        return switch (setting) {
            case "1.1" -> Soap.SOAP11;
            case "1.2" -> Soap.SOAP12;
            default ->
                    throw new IllegalArgumentException(
                            "soap: '" + setting + "' (expected: 1.1 or 1.2)");
        };
    }

    private Outbound prepared(ServiceModel service, Operation operation) {
        String name = operation.method().name();
        return new Outbound(
                operation,
                service.interfaceName() + "." + name + " at " + client.peer(),
                Math.max(1, url.getMethodParameter(name, "timeout", 1000)));
    }

    static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
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
        Outbound method = methods[call.method().index()];
        if (method == null) {
            return failed(
                    StatusCode.METHOD_NOT_FOUND,
                    call.method()
                            + " was not sent: a web service has the methods of its"
                            + " interface alone",
                    null);
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
        byte[] body;
        try {
            Map<String, Object> inside = putHeaders(call, (deadline - start) / 1_000_000, headers);
            body =
                    new EnvelopeWriter(soap, binding, payload)
                            .attachments(inside)
                            .body(method.operation.arguments().of(call.arguments()));
        } catch (SerializationException e) {
            StatusCode code =
                    e instanceof EnvelopeWriter.TooLarge
                            ? StatusCode.LIMIT_EXCEEDED
                            : StatusCode.SERIALIZATION;
            return failed(code, method.call + " was not sent: " + e.getMessage(), e);
        }
        WebQuery query =
                new WebQuery("POST", target, headers, deadline, Integer.MAX_VALUE, payload);
        return awaited(method, call, client.send(query, Unpooled.wrappedBuffer(body)));
    }

    /** Reading the answer, and all that hangs on it, runs where the caller said. */
    private CompletionStage<Result> awaited(
            Outbound method, Invocation call, CompletableFuture<WebAnswer> answered) {
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
            Outbound method, @Nullable WebAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return Result.failure(status(method, failure));
        }
        connected(true);
        try {
            return answers.read(method.operation, method.call, answer);
        } catch (Exception | Error e) {
            return Result.failure(
                    new Status(
                            e instanceof SerializationException
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

    private Map<String, Object> putHeaders(Invocation call, long millisLeft, HttpHeaders headers) {
        long millis = Math.max(1, millisLeft);
        Map<String, Object> attachments = call.attachments();
        if (attachments.containsKey(PassedOn.COUNTDOWN)) {
            attachments = new LinkedHashMap<>(attachments);
            attachments.put(PassedOn.COUNTDOWN, (int) Math.min(Integer.MAX_VALUE, millis));
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, soap.contentType());
        if (soap == Soap.SOAP11) {
            headers.set("SOAPAction", "\"\"");
        }
        headers.set(Headers.TIMEOUT, Long.toString(millis));
        Headers.putToken(url.getParameter("token"), headers);
        put(Headers.GROUP, url.getGroup(), headers);
        put(Headers.VERSION, url.getVersion(), headers);
        return Headers.put(attachments, headers);
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
