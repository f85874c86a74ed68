package io.redub.protocol.http;

import io.redub.protocol.web.HttpStatuses;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Problem;

/** Failures of calls as problems of HTTP. */
final class Problems {
    static final String EXCEPTION = "exception";
    static final String MESSAGE = "message";

    private Problems() {}

    /** Without a stack trace, which is nobody's business; the log has it. */
    static Problem of(Status status) {
        Throwable thrown = status.toThrowable();
        if (status.code() != StatusCode.APPLICATION) {
            return HttpStatuses.coded(
                    Problem.of(HttpStatuses.of(status.code()), status.message()), status.code());
        } else if (thrown instanceof RpcException passedOn) {
            // Of a call that the method made itself.
            StatusCode code = passedOn.status().code();
            return HttpStatuses.coded(
                            Problem.of(HttpStatuses.of(code), String.valueOf(thrown.getMessage())),
                            code)
                    .with(EXCEPTION, thrown.getClass().getName());
        }
        Problem problem =
                HttpStatuses.coded(
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
}
