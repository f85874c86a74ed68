package io.redub.protocol.webservice;

import io.redub.protocol.web.ToldFailure;
import io.redub.service.Origin;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import org.jspecify.annotations.Nullable;

/** Redub's failures as faults of SOAP, and back. */
final class Faults {
    private static final int LONGEST = 8 * 1024;

    private Faults() {}

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
                ToldFailure.code(status),
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
     * @param told beside it, or null
     * @param whose the code of the fault, such as {@code soap:Client}
     * @param exception the class that was thrown there, if that is known
     * @param call for messages
     */
    static Status status(
            @Nullable StatusCode told,
            String whose,
            String text,
            @Nullable String exception,
            String call) {
        String kind = whose.substring(whose.indexOf(':') + 1);
        StatusCode code =
                told != null
                        ? told
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
            return ToldFailure.passedOn(message);
        }
        // A failure that the method met and passed on: it ran.
        return Status.of(code, exception != null ? Origin.AFTER_SEND : Origin.REMOTE, message);
    }
}
