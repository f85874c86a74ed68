package io.redub.protocol.webservice;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
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
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one port, each at its path. Thread-safe: services come and go under the lock of
 * their owner, as one immutable snapshot.
 */
final class WebserviceServer implements WebHandler {
    private static final Logger log = LoggerFactory.getLogger(WebserviceServer.class);

    private final WebTerms terms;
    private volatile Map<String, WebserviceService> services = Map.of();
    private volatile boolean stopping;

    WebserviceServer(WebTerms terms) {
        this.terms = terms;
    }

    Collection<WebserviceService> services() {
        return services.values();
    }

    boolean contains(String key) {
        return services.containsKey(key);
    }

    synchronized void add(WebserviceService service) {
        Map<String, WebserviceService> copy = new LinkedHashMap<>(services);
        copy.put(service.key(), service);
        services = copy;
    }

    synchronized void remove(WebserviceService service) {
        Map<String, WebserviceService> copy = new LinkedHashMap<>(services);
        copy.remove(service.key(), service);
        services = copy;
    }

    /** Connections end with their next answer. */
    void stopping(boolean yes) {
        stopping = yes;
    }

    // --- which requests

    /** A path is the key of a service, or a part of it of which headers or the query say more. */
    private @Nullable WebserviceService find(WebRequest request) {
        String path = request.path().substring(1);
        String group = said(Headers.GROUP, "group", request);
        String version = said(Headers.VERSION, "version", request);
        Map<String, WebserviceService> known = services;
        if (group == null && version == null) {
            return known.get(path);
        }
        return known.get(
                (group == null ? "" : group + "/") + path + (version == null ? "" : ":" + version));
    }

    private static @Nullable String said(String header, String parameter, WebRequest request) {
        String value = request.header(header);
        return value != null ? value : request.query(parameter);
    }

    private static boolean asksForWsdl(WebRequest request) {
        return (request.method().equals("GET") || request.method().equals("HEAD"))
                && request.query().keySet().stream().anyMatch("wsdl"::equalsIgnoreCase);
    }

    @Override
    public boolean takes(WebRequest request) {
        boolean ours =
                asksForWsdl(request)
                        || request.method().equals("POST")
                                && Soap.ofMediaType(request.mediaType()) != null;
        return ours && find(request) != null;
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
        return terms;
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
        WebserviceService service = find(request);
        if (service == null) {
            throw new Refusal(404, StatusCode.SERVICE_NOT_FOUND, "the service has left");
        } else if (asksForWsdl(request)) {
            describe(exchange, service);
            return;
        } else if (!request.method().equals("POST")) {
            throw new Refusal(
                    405,
                    StatusCode.PROTOCOL,
                    "a web service is called by POST (GET /" + service.key() + "?wsdl tells how)");
        }
        Soap soap = Soap.ofMediaType(request.mediaType());
        if (soap == null) {
            // Only what no page of another site can send unasked.
            throw new Refusal(
                    415,
                    StatusCode.SERIALIZATION,
                    "this is no Content-Type of SOAP (expected: text/xml or application/soap+xml)");
        }
        run(exchange, service, soap, exchange.body().readAllBytes());
    }

    private static void run(
            WebExchange exchange, WebserviceService service, Soap assumed, byte[] message) {
        HttpHeaders headers = exchange.request().headers();
        Soap soap = assumed;
        try {
            EnvelopeReader in =
                    EnvelopeReader.open(
                            message,
                            Headers.charset(headers.get(HttpHeaderNames.CONTENT_TYPE)),
                            soap,
                            service.binding(),
                            service.types());
            soap = in.soap();
            Operation operation = service.binding().operation(in.element());
            if (operation == null) {
                throw new SoapRefusal(
                        Soap.Fault.SENDER,
                        StatusCode.METHOD_NOT_FOUND,
                        service.key()
                                + " has no operation "
                                + in.element()
                                + "; "
                                + offers(service));
            }
            @Nullable Object[] arguments = in.parts(operation.arguments());
            in.end();
            Map<String, Object> attachments = Headers.attachments(headers);
            attachments.putAll(in.attachments());
            Answers answers = new Answers(exchange, service, soap);
            ServedCall.run(
                            service.service(),
                            new Invocation(
                                    service.service().model().methods().get(operation.index()),
                                    arguments,
                                    attachments,
                                    CallMode.ASYNC,
                                    Runnable::run,
                                    Headers.deadlineNanos(headers)),
                            exchange.request().peer())
                    .whenComplete((result, fault) -> answer(answers, operation, result));
        } catch (SoapRefusal e) {
            new Answers(exchange, service, soap).refuse(e);
        } catch (SerializationException e) {
            new Answers(exchange, service, soap)
                    .refuse(
                            new SoapRefusal(
                                    Soap.Fault.SENDER,
                                    StatusCode.SERIALIZATION,
                                    "the call cannot be read: " + e.getMessage()));
        }
    }

    private static String offers(WebserviceService service) {
        String known =
                String.join(
                        ", ",
                        service.binding().operations().stream()
                                .limit(50)
                                .map(each -> each.request().toString())
                                .toList());
        return "(expected: one of " + known + ")";
    }

    private static void answer(Answers answers, Operation operation, Result result) {
        try {
            answers.answer(operation, result);
        } catch (RuntimeException | Error e) {
            log.error("Answering {} failed in the framework", operation.method(), e);
            answers.fault(
                    new Status(StatusCode.INTERNAL, Origin.REMOTE, "internal error: " + e, e));
        }
    }

    private static void describe(WebExchange exchange, WebserviceService service) {
        Wsdl wsdl = service.wsdl();
        if (wsdl == null) {
            throw new Refusal(
                    404, StatusCode.PROTOCOL, "the WSDL is not told here (setting 'describe')");
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/xml;charset=UTF-8");
        String host = exchange.request().header(HttpHeaderNames.HOST);
        String address = "http://" + host + "/" + WebserviceInvoker.encoded(service.key());
        exchange.answer(200, headers, wsdl.at(address).getBytes(StandardCharsets.UTF_8));
    }
}
