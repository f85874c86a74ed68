package io.redub.protocol.webservice;

import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import org.jspecify.annotations.Nullable;

/** Redub's failures as faults of SOAP, and back. */
final class Faults {
    private static final int LONGEST = 8 * 1024;

    private Faults() {}

    /** The number that stands in a header beside the fault. */
    static StatusCode code(Status status) {
        return status.code() == StatusCode.APPLICATION
                        && status.toThrowable() instanceof RpcException passedOn
                ? passedOn.status().code()
                : status.code();
    }

    static Soap.Fault whose(Status status) {
        return switch (status.code()) {
            case FORBIDDEN,
                    UNAUTHORIZED,
                    VALIDATION,
                    PROTOCOL,
                    METHOD_NOT_FOUND,
                    SERVICE_NOT_FOUND ->
                    Soap.Fault.SENDER;
            default -> Soap.Fault.RECEIVER;
        };
    }

    /** What JAXB writes of an exception that the method declares; null for all else. */
    static @Nullable Object detail(Operation operation, Status status) {
        if (status.code() != StatusCode.APPLICATION) {
            return null;
        }
        Throwable thrown = status.toThrowable();
        ExceptionForm form = operation.faultOf(thrown);
        try {
            return form == null ? null : form.detail(thrown);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static String text(Status status) {
        String text =
                status.code() == StatusCode.APPLICATION
                        ? status.toThrowable().toString()
                        : status.message();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** Redub's detail in XML: the name of the code, and the class of what was thrown. */
    static String said(Status status) {
        return said(
                code(status),
                status.code() == StatusCode.APPLICATION
                        ? status.toThrowable().getClass().getName()
                        : null);
    }

    static String said(StatusCode code, @Nullable String exception) {
        return "<r:failure xmlns:r=\""
                + Soap.REDUB
                + "\"><r:code>"
                + code.name()
                + "</r:code>"
                + (exception == null
                        ? ""
                        : "<r:exception>" + EnvelopeWriter.plain(exception) + "</r:exception>")
                + "<r:explained>docs/errors.md#"
                + code.anchor()
                + "</r:explained></r:failure>";
    }

    /**
     * What a fault without an exception of its own means.
     *
     * @param told the number in the header, or null
     * @param whose the code of the fault, such as {@code soap:Client}
     * @param exception the class that was thrown there, if that is known
     * @param call for messages
     */
    static Status status(
            @Nullable String told,
            String whose,
            String text,
            @Nullable String exception,
            String call) {
        String kind = whose.substring(whose.indexOf(':') + 1);
        StatusCode code =
                told != null && told.matches("[0-9]{1,4}")
                        ? StatusCode.of(Integer.parseInt(told))
                        : switch (kind) {
                            case "Server", "Receiver" -> StatusCode.APPLICATION;
                            case "Client", "Sender" -> StatusCode.SERIALIZATION;
                            default -> StatusCode.PROTOCOL;
                        };
        String message =
                code == StatusCode.APPLICATION
                        ? call + " threw there: " + text + " (not an exception that it declares)"
                        : call + " failed there: " + text + " (" + kind + ")";
        if (code == StatusCode.APPLICATION) {
            return passedOn(Status.of(code, Origin.REMOTE, message));
        }
        // A failure that the method met and passed on: it ran.
        return Status.of(code, exception != null ? Origin.AFTER_SEND : Origin.REMOTE, message);
    }

    private static Status passedOn(Status status) {
        return new Status(
                status.code(), status.origin(), status.message(), new RpcException(status));
    }

    /** What a status of HTTP means where nothing more is said, such as by a proxy between. */
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
