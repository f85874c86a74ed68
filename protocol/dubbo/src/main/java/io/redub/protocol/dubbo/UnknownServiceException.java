package io.redub.protocol.dubbo;

/** A request is for a service or method that is not exported here. */
final class UnknownServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownServiceException(String message) {
        super(message, null, false, false);
    }
}
