package io.redub.protocol.web;

import io.redub.service.StatusCode;
import io.redub.web.Problem;

/** Redub's codes as statuses of HTTP, and back. */
public final class HttpStatuses {
    /** The member of a problem that has the number of a code. */
    public static final String CODE = "code";

    private HttpStatuses() {}

    /** The status that says most of what a code does. */
    public static int of(StatusCode code) {
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
    public static StatusCode code(int http) {
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

    /** A problem with the number of a code, and where that is explained. */
    public static Problem coded(Problem problem, StatusCode code) {
        return problem.with(CODE, code.number())
                .with("explained", "docs/errors.md#" + code.anchor());
    }
}
