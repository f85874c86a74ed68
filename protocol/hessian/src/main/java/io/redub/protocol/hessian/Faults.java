package io.redub.protocol.hessian;

import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.UnknownThrowable;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redub's failures as faults of Hessian, and back. */
final class Faults {
    /** The method ran and failed. */
    private static final String SERVICE = "ServiceException";

    private static final String NO_METHOD = "NoSuchMethodException";

    private Faults() {}

    /** {@code code}, {@code message} and, of what a method threw, {@code detail}. */
    static Map<String, Object> of(Status status, boolean detailed) {
        Map<String, Object> fault = new LinkedHashMap<>();
        Throwable thrown = status.toThrowable();
        if (status.code() == StatusCode.APPLICATION) {
            fault.put("code", SERVICE);
            boolean told = detailed && !(thrown instanceof RpcException);
            // Caucho's client puts the text into the exception.
            String text = told ? thrown.getMessage() : thrown.toString();
            if (text != null) {
                fault.put("message", text);
            }
            if (told) {
                fault.put("detail", thrown);
            }
        } else {
            fault.put(
                    "code",
                    status.code() == StatusCode.METHOD_NOT_FOUND
                            ? NO_METHOD
                            : status.code().name());
            fault.put("message", status.message());
        }
        return fault;
    }

    /**
     * @param told beside it, or null
     * @param call for messages
     */
    static Status status(Map<String, Object> fault, @Nullable StatusCode told, String call) {
        String kind = String.valueOf(fault.get("code"));
        Object detail = fault.get("detail");
        StatusCode code =
                told != null
                        ? told
                        : switch (kind) {
                            case SERVICE -> StatusCode.APPLICATION;
                            case NO_METHOD, "NoSuchMethod" -> StatusCode.METHOD_NOT_FOUND;
                            case "NoSuchObjectException" -> StatusCode.SERVICE_NOT_FOUND;
                            case "ProtocolException" -> StatusCode.PROTOCOL;
                            default -> StatusCode.UNKNOWN;
                        };
        if (detail instanceof UnknownThrowable unknown) {
            return ToldFailure.passedOn(
                    call
                            + " threw "
                            + unknown.className()
                            + ": "
                            + unknown.getMessage()
                            + " (a class this consumer does not admit)");
        } else if (detail instanceof Throwable thrown && code == StatusCode.APPLICATION) {
            return Status.application(thrown);
        }
        String message = call + " failed there: " + fault.get("message") + " (" + kind + ")";
        if (code == StatusCode.APPLICATION) {
            return ToldFailure.passedOn(message);
        }
        // A failure that the method met and passed on: it ran.
        return Status.of(code, kind.equals(SERVICE) ? Origin.AFTER_SEND : Origin.REMOTE, message);
    }
}
