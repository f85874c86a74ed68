package io.redub.protocol.webservice;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ProviderService;
import io.redub.protocol.web.InboundCall;
import io.redub.protocol.web.InboundForm;
import io.redub.protocol.web.NotAllowed;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.ServicePaths;
import io.redub.protocol.web.Texts;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The services of one port, each at its path. Thread-safe. */
final class WebserviceServer implements InboundForm<WebserviceService> {
    private final WebTerms terms;
    private final ServicePaths<WebserviceService> paths = new ServicePaths<>();

    WebserviceServer(WebTerms terms) {
        this.terms = terms;
    }

    @Override
    public ServicePaths<WebserviceService> paths() {
        return paths;
    }

    @Override
    public WebserviceService prepare(ProviderService service) {
        return new WebserviceService(service);
    }

    // --- which requests

    private @Nullable WebserviceService find(WebRequest request) {
        return paths.find(request.path().substring(1), request, true);
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
    public WebTerms terms(WebRequest request) {
        return terms;
    }

    // --- what becomes of them

    @Override
    public void serve(WebExchange exchange) throws IOException {
        WebRequest request = exchange.request();
        WebserviceService service = find(request);
        if (service == null) {
            throw new Refusal(404, StatusCode.SERVICE_NOT_FOUND, "the service has left");
        } else if (asksForWsdl(request)) {
            describe(exchange, service);
            return;
        } else if (!request.method().equals("POST")) {
            throw new NotAllowed(
                    request.method(), "POST", "; GET /" + service.key() + "?wsdl tells how");
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

    private void run(
            WebExchange exchange, WebserviceService service, Soap assumed, byte[] message) {
        HttpHeaders headers = exchange.request().headers();
        Soap soap = assumed;
        Operation operation;
        InboundCall<WebserviceService> call;
        try {
            EnvelopeReader in =
                    EnvelopeReader.open(
                            message,
                            Soap.charset(headers.get(HttpHeaderNames.CONTENT_TYPE)),
                            soap,
                            service.binding(),
                            service.types());
            soap = in.soap();
            operation = operation(in, service);
            @Nullable Object[] arguments = in.parts(operation.arguments());
            in.end();
            call =
                    InboundCall.of(
                            this,
                            exchange,
                            service,
                            service.service().model().methods().get(operation.index()),
                            arguments,
                            in.attachments(headers),
                            CallMode.ASYNC);
        } catch (Refusal e) {
            // A fault, since clients of SOAP tell their users little of anything else.
            new Answers(exchange, soap).refuse(e);
            return;
        } catch (SerializationException e) {
            new Answers(exchange, soap)
                    .refuse(Refusal.malformed("the call cannot be read: " + e.getMessage()));
            return;
        }
        Answers answers = new Answers(exchange, soap);
        call.answer(result -> answers.answer(service, operation, result));
    }

    private static Operation operation(EnvelopeReader in, WebserviceService service) {
        Operation operation = service.binding().operation(in.element());
        if (operation != null) {
            return operation;
        }
        String known =
                String.join(
                        ", ",
                        service.binding().operations().stream()
                                .limit(50)
                                .map(each -> each.request().toString())
                                .toList());
        throw new Refusal(
                404,
                StatusCode.METHOD_NOT_FOUND,
                service.key()
                        + " has no operation "
                        + in.element()
                        + " (expected: one of "
                        + known
                        + ")");
    }

    private static void describe(WebExchange exchange, WebserviceService service) {
        Wsdl wsdl = service.wsdl();
        if (wsdl == null) {
            throw new Refusal(
                    404, StatusCode.PROTOCOL, "the WSDL is not told here (setting 'describe')");
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/xml;charset=UTF-8");
        String asked = exchange.request().header(HttpHeaderNames.HOST);
        // HTTP/1.0 need not say which host it means.
        String host = asked == null ? service.service().url().getAddress() : asked;
        String address = "http://" + host + "/" + Texts.encoded(service.key());
        exchange.answer(200, headers, wsdl.at(address).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void refuse(WebExchange exchange, Refusal refusal) {
        ToldFailure.refuse(exchange, refusal);
    }

    @Override
    public void fail(WebExchange exchange, Status status) {
        Soap asked = Soap.ofMediaType(exchange.request().mediaType());
        new Answers(exchange, asked == null ? Soap.SOAP11 : asked).fault(status);
    }
}
