package io.redub.protocol.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ServiceWorld;
import io.redub.protocol.web.AttachmentForm;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.HttpStatuses;
import io.redub.protocol.web.JsonAttachments;
import io.redub.protocol.web.JsonPart;
import io.redub.protocol.web.OutboundForm;
import io.redub.protocol.web.OutboundMethod;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.Texts;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How calls look to a provider, and what its answers mean. */
abstract sealed class HttpDialect implements OutboundForm {
    /** Joined JVM descriptors of the parameters, where a name alone could mean several methods. */
    static final String SIGNATURE = "x-redub-signature";

    final AllowedTypes types;
    final JsonValues values = JsonValues.installed();
    private final String path;
    private final DeclaredType throwable;

    private HttpDialect(ServiceModel service, URL url) {
        this.types = ServiceWorld.of(service, url);
        this.path = url.getPath().isEmpty() ? service.interfaceName() : url.getPath();
        this.throwable = values.serialization().declare(Throwable.class);
    }

    /**
     * JSON-RPC for those of Dubbo, which say their version but not Redub's, and where the address
     * says {@code jsonrpc}; else paths.
     */
    static HttpDialect of(ServiceModel service, URL url) {
        boolean dubbo = url.hasParameter("release") && !url.hasParameter("redub");
        return url.getProtocol().equals("jsonrpc") || dubbo
                ? new Rpc(service, url)
                : new Paths(service, url);
    }

    @Override
    public AttachmentForm attachments() {
        return JsonAttachments.FORM;
    }

    @Override
    public OutboundMethod method(MethodModel method, String call) {
        return new JsonMethod(
                this, Operation.of(method, values.serialization()), call, target(path, method));
    }

    abstract String target(String path, MethodModel method);

    /**
     * The body of a call; may add headers.
     *
     * @throws SerializationException if an argument cannot be written
     */
    abstract ByteBuf body(Operation operation, Invocation call, HttpHeaders headers);

    abstract Result result(
            Operation operation, String call, int status, HttpHeaders headers, byte[] body);

    final void writeArguments(Operation operation, Invocation call, ByteBuf out) {
        out.writeByte('[');
        for (int i = 0; i < operation.parameters().length; i++) {
            if (i > 0) {
                out.writeByte(',');
            }
            values.write(call.arguments()[i], operation.parameters()[i], out);
        }
        out.writeByte(']');
    }

    /** What was thrown there, as an exception of the closed world. */
    final Status thrown(String call, String exception, @Nullable String message) {
        String json =
                "{\"@class\":"
                        + Texts.quoted(exception)
                        + ",\"message\":"
                        + (message == null ? "null" : Texts.quoted(message))
                        + "}";
        Object made =
                values.read(JsonPart.of(json.getBytes(StandardCharsets.UTF_8)), throwable, types);
        if (made instanceof Throwable thrown && !(made instanceof UnknownThrowable)) {
            return Status.application(thrown);
        }
        Status status =
                Status.of(
                        StatusCode.APPLICATION,
                        Origin.REMOTE,
                        call
                                + " threw "
                                + Texts.shown(exception)
                                + ": "
                                + message
                                + " (a class this consumer does not admit)");
        return new Status(
                status.code(), status.origin(), status.message(), new RpcException(status));
    }

    static @Nullable String text(@Nullable JsonPart part) {
        return part == null || part.kind() == JsonPart.Kind.NULL ? null : part.scalar();
    }

    static StatusCode code(@Nullable JsonPart part, StatusCode otherwise) {
        return part == null
                        || part.kind() != JsonPart.Kind.NUMBER
                        || !part.scalar().matches("[0-9]{1,4}")
                ? otherwise
                : StatusCode.of(Integer.parseInt(part.scalar()));
    }

    static Map<String, JsonPart> members(byte[] body) {
        JsonPart whole = JsonPart.of(body);
        if (whole.kind() != JsonPart.Kind.OBJECT) {
            throw Refusal.malformed("the body is no JSON object");
        }
        return whole.members();
    }

    /** A path for each method, arguments by position. */
    private static final class Paths extends HttpDialect {
        Paths(ServiceModel service, URL url) {
            super(service, url);
        }

        @Override
        String target(String path, MethodModel method) {
            return "/" + Texts.encoded(path) + "/" + Texts.encoded(method.name());
        }

        @Override
        ByteBuf body(Operation operation, Invocation call, HttpHeaders headers) {
            headers.set(SIGNATURE, operation.method().descriptor());
            ByteBuf out = Unpooled.buffer(256);
            writeArguments(operation, call, out);
            return out;
        }

        @Override
        Result result(
                Operation operation, String call, int status, HttpHeaders headers, byte[] body) {
            Map<String, Object> attachments = CallHeaders.attachments(headers, attachments());
            if (status == 204) {
                return Result.NULL.withAttachments(attachments);
            } else if (status == 200) {
                Object value = values.read(JsonPart.of(body), operation.result(), types);
                return value == null && attachments.isEmpty()
                        ? Result.NULL
                        : new Result.Value(value, attachments);
            }
            return new Result.Failure(failure(call, status, headers, body), attachments);
        }

        private Status failure(String call, int status, HttpHeaders headers, byte[] body) {
            String media = headers.get("content-type", "");
            Map<String, JsonPart> members =
                    media.contains("json") && body.length > 0 ? members(body) : Map.of();
            StatusCode code = code(members.get(HttpStatuses.CODE), HttpStatuses.code(status));
            String exception = text(members.get(Problems.EXCEPTION));
            if (code == StatusCode.APPLICATION && exception != null) {
                return thrown(call, exception, text(members.get(Problems.MESSAGE)));
            }
            String detail = text(members.get("detail"));
            String message =
                    call
                            + " was refused with status "
                            + status
                            + (detail == null ? "" : ": " + detail);
            return Status.of(
                    code,
                    // A failure that the method met and passed on: it ran.
                    exception == null ? Origin.REMOTE : Origin.AFTER_SEND,
                    message);
        }
    }

    /** JSON-RPC 2.0, as Dubbo's peers and jsonrpc4j. */
    private static final class Rpc extends HttpDialect {
        Rpc(ServiceModel service, URL url) {
            super(service, url);
        }

        @Override
        String target(String path, MethodModel method) {
            return "/" + Texts.encoded(path);
        }

        @Override
        ByteBuf body(Operation operation, Invocation call, HttpHeaders headers) {
            headers.set(SIGNATURE, operation.method().descriptor());
            ByteBuf out = Unpooled.buffer(256);
            out.writeCharSequence(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":"
                            + Texts.quoted(operation.method().name())
                            + ",\"params\":",
                    StandardCharsets.US_ASCII);
            writeArguments(operation, call, out);
            out.writeByte('}');
            return out;
        }

        @Override
        Result result(
                Operation operation, String call, int status, HttpHeaders headers, byte[] body) {
            // Dubbo's own answers do not say what they are.
            if (!headers.get("content-type", "json").contains("json")) {
                return Result.failure(
                        Status.of(
                                HttpStatuses.code(status),
                                Origin.REMOTE,
                                call + " was answered with status " + status + ", without JSON"));
            }
            Map<String, JsonPart> members = members(body);
            JsonPart error = members.get("error");
            if (error != null && error.kind() == JsonPart.Kind.OBJECT) {
                return Result.failure(failure(call, status, error.members()));
            }
            JsonPart result = members.get("result");
            if (result == null) {
                return Result.failure(
                        Status.of(
                                HttpStatuses.code(status),
                                Origin.REMOTE,
                                call
                                        + " was answered with status "
                                        + status
                                        + " and neither result nor error"
                                        + detail(members)));
            }
            return operation.returnsNothing()
                    ? Result.NULL
                    : Result.value(values.read(result, operation.result(), types));
        }

        private static String detail(Map<String, JsonPart> members) {
            String detail = text(members.get("detail"));
            return detail == null ? "" : ": " + detail;
        }

        private Status failure(String call, int status, Map<String, JsonPart> error) {
            JsonPart data = error.get("data");
            Map<String, JsonPart> more =
                    data != null && data.kind() == JsonPart.Kind.OBJECT ? data.members() : Map.of();
            String exception = text(more.get("exceptionTypeName"));
            if (exception != null) {
                return thrown(call, exception, text(more.get("message")));
            }
            String number = text(error.get("code"));
            StatusCode otherwise =
                    switch (number == null ? "" : number) {
                        case "-32601" -> StatusCode.METHOD_NOT_FOUND;
                        case "-32600", "-32602", "-32700" -> StatusCode.SERIALIZATION;
                        default -> StatusCode.UNKNOWN;
                    };
            return Status.of(
                    code(more.get("code"), otherwise),
                    Origin.REMOTE,
                    call + " failed there: " + text(error.get("message")) + " (" + number + ")");
        }
    }
}
