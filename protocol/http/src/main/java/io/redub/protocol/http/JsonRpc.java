package io.redub.protocol.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.web.HttpStatuses;
import io.redub.protocol.web.InboundCall;
import io.redub.protocol.web.JsonPart;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.Texts;
import io.redub.service.CallMode;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Problem;
import io.redub.web.WebExchange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC 2.0: calls, notifications, batches. Failures are told in the answer, whose status is
 * 200, as peers of this kind expect; what a method threw is named as jsonrpc4j names it.
 */
final class JsonRpc {
    private static final Logger log = LoggerFactory.getLogger(JsonRpc.class);

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL_ERROR = -32603;

    /** What the method threw. */
    private static final int THROWN = -32001;

    /** Any other failure of a call. */
    private static final int FAILED = -32000;

    private static final String NO_ID = "null";

    /** Of the text of an error. */
    private static final int LONGEST = 2000;

    private final HttpServer server;
    private final JsonValues values;

    JsonRpc(HttpServer server, JsonValues values) {
        this.server = server;
        this.values = values;
    }

    void answer(WebExchange exchange, HttpService service, byte[] body) {
        JsonPart whole;
        try {
            whole = JsonPart.of(body);
        } catch (Refusal malformed) {
            send(exchange, error(NO_ID, PARSE_ERROR, malformed.text(), malformed.code(), null));
            return;
        }
        if (whole.kind() != JsonPart.Kind.ARRAY) {
            call(exchange, service, whole, room(exchange))
                    .thenAccept(answer -> send(exchange, answer));
            return;
        }
        List<JsonPart> batch;
        try {
            batch = whole.items();
        } catch (Refusal tooMany) {
            batch = List.of();
        }
        if (batch.isEmpty()) {
            String text = "a batch of no or too many calls (expected: 1 to " + JsonPart.MOST + ")";
            send(exchange, error(NO_ID, INVALID_REQUEST, text, StatusCode.LIMIT_EXCEEDED, null));
            return;
        }
        List<CompletableFuture<byte @Nullable []>> answers = new ArrayList<>();
        AtomicLong room = room(exchange);
        batch.forEach(each -> answers.add(call(exchange, service, each, room)));
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenAccept(
                        all -> {
                            ByteArrayOutputStream out = new ByteArrayOutputStream();
                            for (CompletableFuture<byte @Nullable []> each : answers) {
                                byte[] answer = each.join();
                                if (answer != null) {
                                    out.write(out.size() == 0 ? '[' : ',');
                                    out.writeBytes(answer);
                                }
                            }
                            out.write(']');
                            send(exchange, out.size() == 1 ? null : out.toByteArray());
                        });
    }

    private static void send(WebExchange exchange, byte @Nullable [] answer) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (answer == null) {
            exchange.answer(204, headers, new byte[0]);
        } else {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            exchange.answer(200, headers, answer);
        }
    }

    /** Bytes that all results of one request may have together. */
    private AtomicLong room(WebExchange exchange) {
        long limit = server.terms(exchange.request()).bodyLimit();
        return new AtomicLong(limit > 0 ? limit : Long.MAX_VALUE);
    }

    /** Never completes exceptionally; null for a notification. */
    private CompletableFuture<byte @Nullable []> call(
            WebExchange exchange, HttpService service, JsonPart request, AtomicLong room) {
        String id = NO_ID;
        boolean notification = false;
        try {
            Map<String, JsonPart> members =
                    request.kind() == JsonPart.Kind.OBJECT ? request.members() : Map.of();
            JsonPart idPart = members.get("id");
            JsonPart method = members.get("method");
            JsonPart version = members.get("jsonrpc");
            JsonPart params = members.get("params");
            if (idPart != null && isId(idPart)) {
                id = idPart.toString();
            }
            if (idPart != null && !isId(idPart)
                    || method == null
                    || method.kind() != JsonPart.Kind.STRING
                    || version == null
                    || !version.scalar().equals("2.0")) {
                return done(
                        error(
                                id,
                                INVALID_REQUEST,
                                "no request of JSON-RPC (expected: \"jsonrpc\": \"2.0\", a"
                                        + " \"method\", \"params\" and an \"id\")",
                                StatusCode.PROTOCOL,
                                null));
            }
            notification = idPart == null;
            JsonPart given = params == null || isNull(params) ? null : params;
            Arguments.Resolved resolved =
                    new Arguments(service, values)
                            .resolve(
                                    method.scalar(),
                                    exchange.request().header(HttpDialect.SIGNATURE),
                                    given);
            CallMode mode = notification ? CallMode.ONE_WAY : CallMode.ASYNC;
            String answered = id;
            boolean silent = notification;
            return server.call(exchange, service, resolved, mode)
                    .run()
                    .toCompletableFuture()
                    .thenApply(
                            result ->
                                    silent
                                            ? null
                                            : answer(
                                                    answered,
                                                    service,
                                                    resolved.operation(),
                                                    result,
                                                    room));
        } catch (Refusal refusal) {
            return done(notification ? null : refused(id, refusal));
        }
    }

    private static boolean isId(JsonPart part) {
        return part.end() - part.start() <= 200
                && (part.kind() == JsonPart.Kind.STRING
                        || part.kind() == JsonPart.Kind.NUMBER
                        || isNull(part));
    }

    private static boolean isNull(JsonPart part) {
        return part.kind() == JsonPart.Kind.NULL;
    }

    private static CompletableFuture<byte @Nullable []> done(byte @Nullable [] answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private byte[] answer(
            String id, HttpService service, Operation operation, Result result, AtomicLong room) {
        try {
            if (result instanceof Result.Failure failure) {
                return failed(id, failure.status());
            }
            byte[] value = server.json(service, operation, ((Result.Value) result).value());
            if (room.addAndGet(-value.length) < 0) {
                throw new Refusal(
                        500,
                        StatusCode.LIMIT_EXCEEDED,
                        "the answers of the batch have more bytes than the payload limit"
                                + " (expected: smaller batches)");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 64);
            out.writeBytes(utf8("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":"));
            out.writeBytes(value);
            out.write('}');
            return out.toByteArray();
        } catch (Refusal refusal) {
            return refused(id, refusal);
        } catch (RuntimeException | Error e) {
            log.error("Answering {} failed in the framework", operation.method(), e);
            return failed(id, InboundCall.broken(e));
        }
    }

    private static byte[] refused(String id, Refusal refusal) {
        int number =
                switch (refusal.code()) {
                    case METHOD_NOT_FOUND, SERVICE_NOT_FOUND -> METHOD_NOT_FOUND;
                    case SERIALIZATION -> refusal.http() < 500 ? INVALID_PARAMS : INTERNAL_ERROR;
                    default -> FAILED;
                };
        return error(id, number, refusal.text(), refusal.code(), null);
    }

    private static byte[] failed(String id, Status status) {
        Throwable thrown = status.toThrowable();
        boolean application = status.code() == StatusCode.APPLICATION;
        int number =
                application
                        ? THROWN
                        : status.code() == StatusCode.INTERNAL ? INTERNAL_ERROR : FAILED;
        return error(id, number, status.message(), status.code(), application ? thrown : null);
    }

    private static byte[] error(
            String id, int number, String said, StatusCode code, @Nullable Throwable thrown) {
        // A batch has many, and the peer may have chosen what is in them.
        String message = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        Problem data = Problem.of(HttpStatuses.of(code), message).with("code", code.number());
        if (thrown != null) {
            data = data.with("exceptionTypeName", thrown.getClass().getName());
            if (thrown.getMessage() != null) {
                data = data.with("message", thrown.getMessage());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                utf8(
                        "{\"jsonrpc\":\"2.0\",\"id\":"
                                + id
                                + ",\"error\":{\"code\":"
                                + number
                                + ",\"message\":"
                                + Texts.quoted(message)
                                + ",\"data\":"));
        out.writeBytes(data.json());
        out.writeBytes(utf8("}}"));
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
