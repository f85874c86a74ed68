package io.redub.protocol.http;

import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Problem;

/** Redub's failures as those of HTTP, and back. */
final class Problems {
    static final String CODE = "code";
    static final String EXCEPTION = "exception";
    static final String MESSAGE = "message";

    private Problems() {}

    static Problem of(Refusal refusal) {
        return withCode(Problem.of(refusal.http(), refusal.text()), refusal.code());
    }

    /** Without a stack trace, which is nobody's business; the log has it. */
    static Problem of(Status status) {
        Throwable thrown = status.toThrowable();
        if (status.code() != StatusCode.APPLICATION) {
            return withCode(Problem.of(http(status.code()), status.message()), status.code());
        } else if (thrown instanceof RpcException passedOn) {
            // Of a call that the method made itself.
            StatusCode code = passedOn.status().code();
            return withCode(Problem.of(http(code), String.valueOf(thrown.getMessage())), code)
                    .with(EXCEPTION, thrown.getClass().getName());
        }
        Problem problem =
                withCode(
                                Problem.of(
                                        500,
                                        "the method threw "
                                                + thrown.getClass().getName()
                                                + ": "
                                                + thrown.getMessage()),
                                status.code())
                        .with(EXCEPTION, thrown.getClass().getName());
        return thrown.getMessage() == null ? problem : problem.with(MESSAGE, thrown.getMessage());
    }

    private static Problem withCode(Problem problem, StatusCode code) {
        return problem.with(CODE, code.number())
                .with("explained", "docs/errors.md#" + code.anchor());
    }

    static int http(StatusCode code) {
        return switch (code) {
            case SERIALIZATION, VALIDATION, PROTOCOL -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case METHOD_NOT_FOUND, SERVICE_NOT_FOUND -> 404;
            case LIMIT_EXCEEDED -> 429;
            case NETWORK -> 502;
            case NO_PROVIDER, REGISTRY, CLOSED, CIRCUIT_OPEN -> 503;
            case TIMEOUT -> 504;
            case UNKNOWN, APPLICATION, INTERNAL, CONFIGURATION -> 500;
        };
    }

    /** What a status means where nothing more is said, such as by a proxy between. */
    static StatusCode code(int http) {
        return switch (http) {
            case 400, 411, 414, 415, 417, 422, 431 -> StatusCode.SERIALIZATION;
            case 401 -> StatusCode.UNAUTHORIZED;
            case 403 -> StatusCode.FORBIDDEN;
            case 404, 410 -> StatusCode.SERVICE_NOT_FOUND;
            case 405 -> StatusCode.METHOD_NOT_FOUND;
            case 413, 429, 503 -> StatusCode.LIMIT_EXCEEDED;
            case 408, 504 -> StatusCode.TIMEOUT;
            case 502 -> StatusCode.NETWORK;
            default -> StatusCode.UNKNOWN;
        };
    }
}
