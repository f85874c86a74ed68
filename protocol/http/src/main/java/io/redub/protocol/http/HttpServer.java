package io.redub.protocol.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ProviderService;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.InboundCall;
import io.redub.protocol.web.InboundForm;
import io.redub.protocol.web.JsonAttachments;
import io.redub.protocol.web.JsonPart;
import io.redub.protocol.web.NotAllowed;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.ServicePaths;
import io.redub.protocol.web.Texts;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Cors;
import io.redub.web.Problem;
import io.redub.web.WebExchange;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services of one port: {@code /service/method} calls one, {@code /service} takes JSON-RPC 2.0,
 * {@code /openapi.json} describes them and {@code /} is a page to try them. Thread-safe.
 */
final class HttpServer implements InboundForm<HttpService> {
    private static final String JSON = "application/json";

    private final WebTerms terms;
    private final JsonValues values;
    private final JsonRpc jsonRpc;
    private final @Nullable TryPage page;
    private final ServicePaths<HttpService> paths;

    HttpServer(WebTerms terms, JsonValues values, boolean describes) {
        this.terms = terms;
        this.values = values;
        this.jsonRpc = new JsonRpc(this, values);
        TryPage described = describes ? new TryPage() : null;
        this.page = described;
        this.paths =
                described == null ? new ServicePaths<>() : new ServicePaths<>(described::describe);
    }

    @Override
    public ServicePaths<HttpService> paths() {
        return paths;
    }

    @Override
    public HttpService prepare(ProviderService service) {
        return new HttpService(service, values);
    }

    // --- which requests

    /** What a path says: the service, and behind it the method, or null if it ends there. */
    private record Route(HttpService service, @Nullable String method) {}

    private @Nullable Route route(WebRequest request) {
        String path = request.path().substring(1);
        HttpService whole = find(path, request);
        if (whole != null) {
            return new Route(whole, null);
        }
        int slash = path.lastIndexOf('/');
        HttpService service = slash < 0 ? null : find(path.substring(0, slash), request);
        return service == null ? null : new Route(service, path.substring(slash + 1));
    }

    /** In a GET, the query has the arguments. */
    private @Nullable HttpService find(String path, WebRequest request) {
        return paths.find(path, request, !request.method().equals("GET"));
    }

    @Override
    public boolean takes(WebRequest request) {
        String media = request.mediaType();
        return !media.contains("hessian")
                && !media.contains("xml")
                && (isPage(request) || isCall(request));
    }

    /** A GET of the service itself is none, but may be for another protocol: it asks for a WSDL. */
    private boolean isCall(WebRequest request) {
        Route route = route(request);
        return route != null && (route.method != null || request.method().equals("POST"));
    }

    @Override
    public boolean knows(WebRequest request) {
        return route(request) != null;
    }

    private boolean isPage(WebRequest request) {
        return page != null && page.has(request.path());
    }

    @Override
    public WebTerms terms(WebRequest request) {
        return terms;
    }

    // --- what becomes of them

    @Override
    public void serve(WebExchange exchange) throws IOException {
        WebRequest request = exchange.request();
        TryPage described = page;
        if (described != null && described.has(request.path())) {
            demand(exchange, "GET", "HEAD");
            described.answer(exchange);
            return;
        }
        Route route = route(request);
        if (route == null) {
            throw new Refusal(404, StatusCode.SERVICE_NOT_FOUND, "the service has left");
        }
        String method = route.method;
        if (method == null) {
            demand(exchange, "POST");
            demandJson(request, false);
            jsonRpc.answer(exchange, route.service, exchange.body().readAllBytes());
            return;
        }
        demand(exchange, "POST", "GET");
        Arguments arguments = new Arguments(route.service, values);
        String signature = request.header(HttpDialect.SIGNATURE);
        Arguments.Resolved resolved;
        if (request.method().equals("GET")) {
            demandOwnPage(request);
            resolved = arguments.resolve(method, signature, request.query());
        } else {
            byte[] body = exchange.body().readAllBytes();
            demandJson(request, body.length == 0);
            JsonPart given = body.length == 0 ? null : JsonPart.of(body);
            resolved = arguments.resolve(method, signature, given);
        }
        HttpService service = route.service;
        Operation operation = resolved.operation();
        call(exchange, service, resolved, CallMode.ASYNC)
                .answer(result -> respond(exchange, service, operation, result));
    }

    InboundCall<HttpService> call(
            WebExchange exchange, HttpService service, Arguments.Resolved resolved, CallMode mode) {
        return InboundCall.of(
                this,
                exchange,
                service,
                resolved.operation().method(),
                resolved.arguments(),
                CallHeaders.attachments(exchange.request().headers(), JsonAttachments.FORM),
                mode);
    }

    private static void demand(WebExchange exchange, String... methods) {
        String method = exchange.request().method();
        if (!Set.of(methods).contains(method)) {
            throw new NotAllowed(method, String.join(", ", methods));
        }
    }

    /** Only what no page of another site can send unasked. */
    private static void demandJson(WebRequest request, boolean isEmpty) {
        String media = request.mediaType();
        boolean json =
                media.equals(JSON)
                        || media.endsWith("+json")
                        || media.equals("application/json-rpc")
                        || media.equals("application/jsonrequest");
        if (!json && !(isEmpty && media.isEmpty())) {
            throw new Refusal(
                    415,
                    StatusCode.SERIALIZATION,
                    "Content-Type '" + Texts.shown(media) + "' (expected: application/json)");
        }
    }

    /** A link or an image on another site must not make a call. */
    private void demandOwnPage(WebRequest request) {
        HttpHeaders headers = request.headers();
        if (headers.contains(HttpHeaderNames.ORIGIN)
                || terms.cors().origins().contains("*")
                || !Cors.isFromBrowser(headers)) {
            return;
        }
        String site = headers.get("sec-fetch-site");
        String page = headers.get(HttpHeaderNames.REFERER);
        // Browsers say the site to addresses with TLS and of this host only.
        boolean own =
                site == null
                        ? page != null && Cors.isOwn(page, headers)
                        : !site.equals("cross-site") && !site.equals("same-site");
        if (!own) {
            throw new Refusal(
                    403,
                    StatusCode.FORBIDDEN,
                    "a page of another site may not call this, and this browser does not say of"
                            + " which the request is (expected: a POST of JSON)");
        }
    }

    private void respond(
            WebExchange exchange, HttpService service, Operation operation, Result result) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        CallHeaders.put(result.attachments(), headers, JsonAttachments.FORM);
        if (result instanceof Result.Failure failure) {
            problem(exchange, Problems.of(failure.status()), headers);
        } else if (operation.returnsNothing()) {
            exchange.answer(204, headers, new byte[0]);
        } else {
            headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
            exchange.answer(
                    200, headers, json(service, operation, ((Result.Value) result).value()));
        }
    }

    /**
     * The text of what a method returned.
     *
     * @throws Refusal if it cannot be written, or is too long
     */
    byte[] json(HttpService service, Operation operation, @Nullable Object value) {
        ByteBuf out = Unpooled.buffer(256);
        try {
            values.write(value, operation.result(), out);
        } catch (SerializationException e) {
            throw new Refusal(
                    500,
                    StatusCode.SERIALIZATION,
                    "the answer of "
                            + service.key()
                            + "."
                            + operation.method().name()
                            + " cannot be sent: "
                            + e.getMessage());
        }
        int size = out.readableBytes();
        if (terms.bodyLimit() > 0 && size > terms.bodyLimit()) {
            throw new Refusal(
                    500,
                    StatusCode.SERIALIZATION,
                    "the answer has " + size + " bytes (payload limit: " + terms.bodyLimit() + ")");
        }
        return ByteBufUtil.getBytes(out);
    }

    @Override
    public void refuse(WebExchange exchange, Refusal refusal) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (refusal instanceof NotAllowed notAllowed) {
            headers.set(HttpHeaderNames.ALLOW, notAllowed.allowed());
        }
        problem(exchange, refusal.problem(), headers);
    }

    @Override
    public void fail(WebExchange exchange, Status status) {
        refuse(exchange, new Refusal(500, status.code(), status.message()));
    }

    private static void problem(WebExchange exchange, Problem problem, HttpHeaders headers) {
        if (problem.status() == 401) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        exchange.answer(problem.status(), headers, problem.json());
    }
}
