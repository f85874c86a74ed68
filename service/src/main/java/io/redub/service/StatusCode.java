package io.redub.service;

import java.util.Locale;

/**
 * The closed list of ways a call can fail. {@link #number()} is the code of Dubbo's RpcException
 * where Dubbo has one (0 to 13); numbers from 100 on are Redub's own. Each has a section in
 * docs/errors.md under {@link #anchor()}.
 */
public enum StatusCode {
    /** A failure nobody classified; the message has what is known. */
    UNKNOWN(0),
    /** Connecting or the connection failed. */
    NETWORK(1),
    /** No answer within the time allowed. */
    TIMEOUT(2),
    /** The user's own method threw; {@link Status#cause()} is what it threw. */
    APPLICATION(3),
    /** The registry or a rule forbids the call. */
    FORBIDDEN(4),
    /** A value could not be written or read. */
    SERIALIZATION(5),
    /** No provider is available for the call. */
    NO_PROVIDER(6),
    /** A limit (threads, queue, pending calls, payload) was reached. */
    LIMIT_EXCEEDED(7),
    /** The registry failed. */
    REGISTRY(9),
    /** The provider has no such method. */
    METHOD_NOT_FOUND(11),
    /** An argument is not valid. */
    VALIDATION(12),
    /** The caller is not who may call. */
    UNAUTHORIZED(13),
    /** The provider has no such service. */
    SERVICE_NOT_FOUND(100),
    /** This side is shutting down or the reference was closed. */
    CLOSED(101),
    /** A fault of the framework or of a plug-in. */
    INTERNAL(102),
    /** A setting is wrong; raised at start. */
    CONFIGURATION(103),
    /** The peer sent what the protocol does not allow. */
    PROTOCOL(104),
    /** The service failed too often of late, so it is left alone for a while. */
    CIRCUIT_OPEN(105);

    private final int number;

    StatusCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The section of docs/errors.md that explains this code. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code with this number, or {@link #UNKNOWN}. */
    public static StatusCode of(int number) {
        for (StatusCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return UNKNOWN;
    }
}
