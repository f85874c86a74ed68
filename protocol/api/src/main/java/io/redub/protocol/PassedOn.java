package io.redub.protocol;

import io.redub.service.Idempotent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which attachments of a call travel on with the calls that are made while it is served: those that
 * users put there, as in Dubbo. What frameworks write for the one call stays with it, and so does
 * what says how often it may run; except {@value #COUNTDOWN}, whose value is written anew for each
 * call.
 */
public final class PassedOn {
    /** Milliseconds that the caller still has; a call that carries it makes others carry theirs. */
    public static final String COUNTDOWN = "_TO";

    private static final Set<String> OF_ONE_CALL =
            Set.of(
                    "path",
                    "interface",
                    "group",
                    "version",
                    "dubbo",
                    "redub",
                    "token",
                    "timeout",
                    "_to",
                    "async",
                    "id",
                    "generic",
                    "retries",
                    Idempotent.ID,
                    "remote.application",
                    "dubbo.tag",
                    "dubbo.force.tag",
                    "lb_adaptive",
                    "input",
                    "output",
                    "callback.service.instid");
    private static final String CALLBACK_ARGUMENT = "sys_callback_arg-";

    private PassedOn() {}

    /** The same attachments, with the time that is left if they count it; unmodified else. */
    public static Map<String, Object> counted(Map<String, Object> attachments, long millisLeft) {
        if (!attachments.containsKey(COUNTDOWN)) {
            return attachments;
        }
        Map<String, Object> counted = new LinkedHashMap<>(attachments);
        counted.put(COUNTDOWN, (int) Math.min(Integer.MAX_VALUE, millisLeft));
        return counted;
    }

    /** Those among {@code attachments}; unmodifiable, {@link Map#of()} if there are none. */
    public static Map<String, Object> of(Map<String, Object> attachments) {
        Map<String, Object> passedOn = new LinkedHashMap<>(attachments);
        passedOn.keySet()
                .removeIf(key -> OF_ONE_CALL.contains(key) || key.startsWith(CALLBACK_ARGUMENT));
        return passedOn.isEmpty() ? Map.of() : Collections.unmodifiableMap(passedOn);
    }
}
