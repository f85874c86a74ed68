package io.redub.boot;

import io.redub.config.Candidate;
import io.redub.config.Explanation;
import io.redub.spring.RedubLifecycle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/redub}: what is exported, called and connected; with {@code ?service=} the value
 * of each setting and where it comes from, with {@code &setting=} of one.
 */
@Endpoint(id = "redub")
public final class RedubEndpoint {
    private final RedubLifecycle lifecycle;

    RedubEndpoint(RedubLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * @param service an interface, or part of its name
     * @param setting by any of its names
     */
    // Boot 3.5 knows one of the annotations, Boot 4 the other.
    @ReadOperation
    @SuppressWarnings("deprecation")
    public Object read(
            @org.springframework.lang.Nullable @Nullable String service,
            @org.springframework.lang.Nullable @Nullable String setting) {
        if (service == null && setting == null) {
            return lifecycle.bootstrap().overview();
        }
        Explanation explanation = lifecycle.bootstrap().explain();
        if (service != null) {
            explanation = explanation.about(service);
        }
        if (setting != null) {
            explanation = explanation.setting(setting);
        }
        return Map.of("settings", explanation.lines().stream().map(RedubEndpoint::line).toList());
    }

    private static Map<String, Object> line(Explanation.Line line) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("subject", line.subject());
        if (line.method() != null) {
            shown.put("method", line.method());
        }
        shown.put("setting", line.setting());
        List<Candidate> candidates = line.candidates();
        shown.putAll(candidate(line, 0));
        shown.put(
                "not",
                java.util.stream.IntStream.range(1, candidates.size())
                        .mapToObj(index -> candidate(line, index))
                        .toList());
        return shown;
    }

    private static Map<String, Object> candidate(Explanation.Line line, int index) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("value", line.shown(index));
        shown.put("from", line.candidates().get(index).place().toString());
        return shown;
    }
}
