package io.redub.service;

/**
 * A call failed for a reason that is not the user's method: see {@link #status()} for the code, the
 * place it arose and whether the call may have run.
 */
public class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final int code;

    public RpcException(Status status) {
        super(describe(status), status.cause());
        this.status = status;
        this.code = status.code().number();
    }

    public RpcException(StatusCode code, String message) {
        this(Status.of(code, Origin.BEFORE_SEND, message));
    }

    public RpcException(StatusCode code, String message, Throwable cause) {
        this(new Status(code, Origin.BEFORE_SEND, message, cause));
    }

    private static String describe(Status status) {
        return status.message()
                + " [redub-"
                + status.code().number()
                + ", docs/errors.md#"
                + status.code().anchor()
                + "]";
    }

    public Status status() {
        return status != null
                ? status
                : Status.of(StatusCode.of(code), Origin.REMOTE, String.valueOf(getMessage()));
    }

    /** The number of the code, equal to that of Dubbo's RpcException where it has one. */
    public int getCode() {
        return code;
    }

    public boolean isTimeout() {
        return code == StatusCode.TIMEOUT.number();
    }

    public boolean isNetwork() {
        return code == StatusCode.NETWORK.number();
    }

    public boolean isForbidden() {
        return code == StatusCode.FORBIDDEN.number();
    }

    public boolean isSerialization() {
        return code == StatusCode.SERIALIZATION.number();
    }

    public boolean isNoProvider() {
        return code == StatusCode.NO_PROVIDER.number();
    }

    public boolean isLimitExceeded() {
        return code == StatusCode.LIMIT_EXCEEDED.number();
    }
}
