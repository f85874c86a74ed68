package io.redub.protocol.hessian;

import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ServedCall;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import io.redub.web.WebHandler;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one port, each at its path. Thread-safe: services come and go under the lock of
 * their owner, as one immutable snapshot.
 */
final class HessianServer implements WebHandler {
    private static final Logger log = LoggerFactory.getLogger(HessianServer.class);

    /** A worker begins with a request that has a stream once so much of it is here. */
    private static final int STREAM_BEGINS = 64 * 1024;

    private final WebTerms terms;
    private final WebTerms streamTerms;
    private final HessianValues values;
    private final Answers answers;
    private volatile Map<String, HessianService> services = Map.of();
    private volatile boolean stopping;

    HessianServer(WebTerms terms, HessianValues values) {
        this.terms = terms;
        this.streamTerms = new WebTerms(0, STREAM_BEGINS, terms.cors(), terms.gzip());
        this.values = values;
        this.answers = new Answers(values);
    }

    Collection<HessianService> services() {
        return services.values();
    }

    boolean contains(String key) {
        return services.containsKey(key);
    }

    synchronized void add(HessianService service) {
        Map<String, HessianService> copy = new LinkedHashMap<>(services);
        copy.put(service.key(), service);
        services = copy;
    }

    synchronized void remove(HessianService service) {
        Map<String, HessianService> copy = new LinkedHashMap<>(services);
        copy.remove(service.key(), service);
        services = copy;
    }

    /** Connections end with their next answer. */
    void stopping(boolean yes) {
        stopping = yes;
    }

    // --- which requests

    /** A path is the key of a service, or a part of it of which headers or the query say more. */
    private @Nullable HessianService find(WebRequest request) {
        String path = request.path().substring(1);
        String group = said(Headers.GROUP, "group", request);
        String version = said(Headers.VERSION, "version", request);
        Map<String, HessianService> known = services;
        if (group == null && version == null) {
            return known.get(path);
        }
        return known.get(
                (group == null ? "" : group + "/") + path + (version == null ? "" : ":" + version));
    }

    /** Dubbo's consumers say it in the query. */
    private static @Nullable String said(String header, String parameter, WebRequest request) {
        String value = request.header(header);
        return value != null ? value : request.query(parameter);
    }

    @Override
    public boolean takes(WebRequest request) {
        return request.mediaType().contains("hessian") && find(request) != null;
    }

    @Override
    public boolean knows(WebRequest request) {
        return find(request) != null;
    }

    @Override
    public String offers() {
        return String.join(", ", services.keySet().stream().map(key -> "/" + key).toList());
    }

    @Override
    public WebTerms terms(WebRequest request) {
        HessianService service = find(request);
        return service != null && service.takesStreams() ? streamTerms : terms;
    }

    // --- what becomes of them

    @Override
    public void handle(WebExchange exchange) throws IOException {
        if (stopping) {
            exchange.last();
        }
        try {
            serve(exchange);
        } catch (Refusal refusal) {
            Answers.refuse(exchange, refusal);
        }
    }

    private void serve(WebExchange exchange) throws IOException {
        WebRequest request = exchange.request();
        HessianService service = find(request);
        if (service == null) {
            throw new Refusal(404, StatusCode.SERVICE_NOT_FOUND, "the service has left");
        } else if (!request.method().equals("POST")) {
            throw new Refusal(405, StatusCode.PROTOCOL, "Hessian is called by POST");
        } else if (!request.mediaType().contains("hessian")) {
            // Only what no page of another site can send unasked.
            throw new Refusal(
                    415,
                    StatusCode.SERIALIZATION,
                    "this is no Content-Type of Hessian (expected: " + Answers.MEDIA_TYPE + ")");
        }
        CallReader.Asked asked;
        Map<String, Object> attachments;
        try {
            attachments = Headers.attachments(request.headers(), service.types(), values);
            asked = new CallReader(service, values, exchange.body()).read();
        } catch (SerializationException e) {
            // A fault, since of another status Caucho's client tells its user the number alone.
            answers.fault(
                    exchange,
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.REMOTE,
                            "the call cannot be read: " + e.getMessage()));
            return;
        }
        if (asked instanceof CallReader.Asked.Call call) {
            run(exchange, service, call, attachments);
        } else if (asked instanceof CallReader.Asked.Attribute attribute) {
            answers.attribute(exchange, attribute.value());
        } else if (asked instanceof CallReader.Asked.Unknown unknown) {
            answers.fault(
                    exchange,
                    Status.of(StatusCode.METHOD_NOT_FOUND, Origin.REMOTE, unknown.message()));
        }
    }

    private void run(
            WebExchange exchange,
            HessianService service,
            CallReader.Asked.Call call,
            Map<String, Object> attachments) {
        HttpHeaders headers = exchange.request().headers();
        HessianMethod method = call.method();
        CompletionStage<Result> promise =
                ServedCall.run(
                        service.service(),
                        new Invocation(
                                method.method(),
                                call.arguments(),
                                attachments,
                                CallMode.ASYNC,
                                Runnable::run,
                                Headers.deadlineNanos(headers)),
                        exchange.request().peer());
        if (method.result() == HessianMethod.Binary.NONE) {
            promise.whenComplete((result, fault) -> answer(exchange, service, method, result));
        } else {
            // Sending it waits for the peer, which whoever completes the promise must not.
            answer(exchange, service, method, promise.toCompletableFuture().join());
        }
    }

    private void answer(
            WebExchange exchange, HessianService service, HessianMethod method, Result result) {
        try {
            answers.answer(exchange, service, method, result);
        } catch (IOException e) {
            log.warn(
                    "An answer of {} to {} was cut: {}",
                    method.method(),
                    exchange.request().peer(),
                    e.toString());
        } catch (RuntimeException | Error e) {
            log.error("Answering {} failed in the framework", exchange.request().peer(), e);
            answers.fault(
                    exchange,
                    new Status(StatusCode.INTERNAL, Origin.REMOTE, "internal error: " + e, e));
        }
    }
}
