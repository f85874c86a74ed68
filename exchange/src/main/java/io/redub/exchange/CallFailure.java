package io.redub.exchange;

/** Why a pending call ended without a response. */
public enum CallFailure {
    /** There is no connection, or it closed before the request was handed to the socket. */
    NOT_SENT(true),
    /** Too many calls or frames wait on the connection. */
    LIMIT(true),
    /** The deadline passed before the request was handed to the socket. */
    TIMEOUT_BEFORE_SEND(true),
    /** The deadline passed while the provider had, or may have had, the request. */
    TIMEOUT(false),
    /** The connection closed while the provider had, or may have had, the request. */
    LOST(false),
    /** A response came that is over the payload limit and was left out. */
    TOO_LARGE(false);

    private final boolean beforeSend;

    CallFailure(boolean beforeSend) {
        this.beforeSend = beforeSend;
    }

    /** Whether the request surely never left this process. */
    public boolean beforeSend() {
        return beforeSend;
    }
}
