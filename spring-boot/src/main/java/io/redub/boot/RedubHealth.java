package io.redub.boot;

import io.redub.config.Overview;
import io.redub.spring.RedubLifecycle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a bootstrap in Actuator's words.
 *
 * @param status UP; OUT_OF_SERVICE before start and from stop on; DOWN if there are registries and
 *     none is connected
 */
record RedubHealth(String status, Map<String, Object> details) {
    static RedubHealth of(RedubLifecycle lifecycle) {
        if (!lifecycle.isRunning()) {
            return new RedubHealth("OUT_OF_SERVICE", Map.of());
        }
        Overview overview = lifecycle.bootstrap().overview();
        Map<String, Object> details = new LinkedHashMap<>();
        List<Overview.Registry> registries = overview.registries();
        if (!registries.isEmpty()) {
            Map<String, String> states = new LinkedHashMap<>();
            registries.forEach(
                    each -> states.put(each.address(), each.available() ? "connected" : "away"));
            details.put("registries", states);
        }
        long exported = overview.services().stream().filter(Overview.Service::exported).count();
        details.put("exported", exported);
        details.put("awaited", overview.services().size() - exported);
        details.put("referred", overview.references().size());
        boolean away =
                !registries.isEmpty()
                        && registries.stream().noneMatch(Overview.Registry::available);
        return new RedubHealth(away ? "DOWN" : "UP", details);
    }
}
