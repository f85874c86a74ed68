package io.redub.cluster;

import io.redub.service.Idempotent;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one method of a reference, resolved. Immutable.
 *
 * @param settings all of the reference, for what a policy has of its own; read with {@link
 *     URL#getMethodParameter}
 * @param timeoutMillis how long one try may take, unless a provider says otherwise, ≥ 1; default
 *     1,000
 * @param retries further tries after the first, 0 to {@link #MAX_RETRIES}; default 2
 * @param retryAfterSend whether a try that may have run may be repeated: the method is idempotent,
 *     or the user asked for retries explicitly
 * @param loadBalance chooses among the providers
 * @param memory what outlives these settings
 */
public record MethodOptions(
        MethodModel method,
        URL settings,
        long timeoutMillis,
        int retries,
        boolean retryAfterSend,
        LoadBalance loadBalance,
        PolicyMemory memory) {
    /** The attachment that says, for one call, how often it may be tried again. */
    public static final String RETRIES = "retries";

    /** Most further tries of a call. */
    public static final int MAX_RETRIES = 10_000;

    public MethodOptions {
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("timeout: " + timeoutMillis + " (expected: ≥ 1 ms)");
        }
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException(
                    "retries: " + retries + " (expected: 0.." + MAX_RETRIES + ")");
        }
    }

    /** A setting of the method, of all methods, or null. */
    public @Nullable String setting(String name) {
        return settings.getMethodParameter(method.name(), name);
    }

    /**
     * A number among the settings.
     *
     * @throws IllegalArgumentException if it is none, or not within the bounds
     */
    public int setting(String name, int usual, int least, int most) {
        return WholeNumber.read(name, setting(name), usual, least, most);
    }

    /**
     * Further tries of this call: what it says itself with {@link #RETRIES} comes first; below 0
     * counts as 0, and above {@link #MAX_RETRIES} as that.
     */
    public int retries(Invocation call) {
        Integer own = ownRetries(call);
        return own == null ? retries : Math.max(0, Math.min(own, MAX_RETRIES));
    }

    /** A number, or the text of one, as Dubbo's; anything else is not heeded. */
    private static @Nullable Integer ownRetries(Invocation call) {
        Object said = call.attachment(RETRIES);
        // Of a double the conversion ends at the bounds of an int, of a long it does not.
        if (said instanceof Number number) {
            return (int) number.doubleValue();
        }
        return said instanceof String text && text.matches("-?\\d+")
                ? (Integer) (int) Double.parseDouble(text)
                : null;
    }

    /** The call as it is sent: what it says of its tries is for nobody behind this policy. */
    public Invocation toSend(Invocation call) {
        if (call.attachment(RETRIES) == null) {
            return call;
        }
        Map<String, Object> rest = new LinkedHashMap<>(call.attachments());
        rest.remove(RETRIES);
        return call.withAttachments(Collections.unmodifiableMap(rest));
    }

    /**
     * Whether a try that failed so may be made again at another provider: it surely did not run, or
     * somebody said that it may run twice. What the user's method threw is an answer, and what is
     * wrong with the call itself would be wrong again.
     */
    public boolean mayRepeat(Status failure, Invocation call) {
        return switch (failure.code()) {
            case APPLICATION,
                    SERIALIZATION,
                    VALIDATION,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    METHOD_NOT_FOUND,
                    CIRCUIT_OPEN ->
                    false;
            default -> failure.surelyNotExecuted() || mayRunTwice(call);
        };
    }

    /** Whether somebody said that this call may run more than once. */
    public boolean mayRunTwice(Invocation call) {
        return retryAfterSend || call.attachment(Idempotent.ID) != null || ownRetries(call) != null;
    }
}
