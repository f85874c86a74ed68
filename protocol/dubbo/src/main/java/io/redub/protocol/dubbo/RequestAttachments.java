package io.redub.protocol.dubbo;

import io.redub.protocol.PassedOn;
import io.redub.protocol.Priority;
import io.redub.serialize.Dialect;
import io.redub.url.URL;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a request and what follows from them. Immutable.
 *
 * @param passedOn those that travel on, see {@link PassedOn}
 * @param service who is to answer, by path, group and version
 * @param timeoutMillis how long the caller waits; 0 if it does not say, {@link #MAX_TIMEOUT} at
 *     most
 * @param dialect what the caller reads
 * @param asksForLoad whether the caller wants to know how busy this machine is
 * @param priority the class that the caller asks for; null if it does not say
 */
record RequestAttachments(
        Map<String, Object> map,
        Map<String, Object> passedOn,
        ExportedService service,
        long timeoutMillis,
        Dialect dialect,
        boolean asksForLoad,
        @Nullable Priority priority) {

    /** One day, in milliseconds: in nanoseconds too it can be added to any time. */
    static final long MAX_TIMEOUT = 86_400_000;

    /**
     * @throws UnknownServiceException if nothing is exported under the path, group and version
     */
    static RequestAttachments of(
            Map<String, Object> map, ExportedService candidate, ServiceTable services) {
        Object path = map.get("path");
        Object group = map.get("group");
        Object version = map.get("version");
        String name = path instanceof String text && !text.isEmpty() ? text : candidate.path();
        Object callback = map.get(Destination.CALLBACK_ID);
        String key =
                URL.serviceKey(
                        group instanceof String text ? text : null,
                        callback == null ? name : name + "." + callback,
                        version instanceof String text ? text : candidate.url().getVersion());
        ExportedService service = key.equals(candidate.key()) ? candidate : services.find(key);
        if (service == null) {
            throw new UnknownServiceException(
                    "Service not found: "
                            + HeadReader.shown(key)
                            + " (exported: "
                            + services.known()
                            + ")");
        }
        return new RequestAttachments(
                Collections.unmodifiableMap(map),
                PassedOn.of(map),
                service,
                timeout(map),
                map.containsKey(DubboWire.REDUB) ? Dialect.REDUB : Dialect.DUBBO,
                map.containsKey(MachineLoad.ATTACHMENT),
                Priority.asked(map.get(Priority.ATTACHMENT)));
    }

    static long timeout(Map<String, Object> map) {
        Object countdown = map.get(PassedOn.COUNTDOWN);
        Object value = countdown == null ? map.getOrDefault("_to", map.get("timeout")) : countdown;
        if (value instanceof Number number) {
            return clamped(number.longValue());
        }
        if (value instanceof String text && text.length() <= 18) {
            try {
                return clamped(Long.parseLong(text));
            } catch (NumberFormatException notANumber) {
                return 0;
            }
        }
        return 0;
    }

    private static long clamped(long millis) {
        return Math.min(MAX_TIMEOUT, Math.max(0, millis));
    }
}
