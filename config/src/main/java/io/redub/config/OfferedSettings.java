package io.redub.config;

import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What of a provider's URL a consumer takes over. Whoever can write into the registry can write
 * anything there, so nothing is taken that would choose a class, code of an extension other than a
 * balancer or a built-in fault policy, or a bound of this process; consumers set such things
 * themselves.
 */
final class OfferedSettings {
    private static final Set<String> NOT_TAKEN =
            Set.of(
                    // Of the provider's own process.
                    "threads",
                    "threadpool",
                    "corethreads",
                    "queues",
                    "alive",
                    "threadname",
                    "iothreads",
                    "bind.ip",
                    "bind.port",
                    "accepts",
                    "service.filter",
                    "exporter.listener",
                    "qos.enable",
                    "qos.port",
                    "telnet",
                    "accesslog",
                    "limiter",
                    "priority",
                    // What is allocated and opened here is bounded here.
                    "buffer",
                    "connections",
                    "shareconnections",
                    "share.connections",
                    "failbacktasks",
                    "retry.budget",
                    "retry.budget.floor",
                    // Names of classes and extensions, and scripts.
                    "transporter",
                    "client",
                    "server",
                    "codec",
                    "exchanger",
                    "dispatcher",
                    "dispather",
                    "proxy",
                    "cluster",
                    "router",
                    "protocol",
                    "registry",
                    "configurator",
                    "merger",
                    "filter",
                    "reference.filter",
                    "listener",
                    "invoker.listener",
                    "interceptor",
                    "mock",
                    "stub",
                    "local",
                    "cache",
                    "validation",
                    "monitor",
                    "logger",
                    "compiler",
                    "class",
                    "script",
                    "loadbalance.script",
                    "rule",
                    "onreturn",
                    "onthrow",
                    "oninvoke");

    private static final String CLUSTER = "cluster";

    /** Fault policies that a provider may choose for its consumers: they are no foreign code. */
    private static final Set<String> POLICIES =
            Set.of(
                    "failover",
                    "failfast",
                    "failsafe",
                    "failback",
                    "forking",
                    "broadcast",
                    "available",
                    "hedge");

    private static final String PAYLOAD = "payload";

    /**
     * Bytes of a frame that a provider may make its consumers take, as in Dubbo, where the setting
     * of the provider holds for both; who wants more says so on the reference.
     */
    private static final int LARGEST_PAYLOAD = 64 << 20;

    /** The closed world of a process is its own, and so is whatever is yet to come under it. */
    private static final String WORLD = "serialize.";

    private OfferedSettings() {}

    /** The parameters taken over; the caller may change the map. */
    static Map<String, String> of(URL provider) {
        Map<String, String> taken = new LinkedHashMap<>(provider.getParameters());
        taken.entrySet()
                .removeIf(
                        each ->
                                isRefused(each.getKey())
                                        && !isPolicy(each.getKey(), each.getValue()));
        taken.computeIfPresent(PAYLOAD, (key, size) -> isBounded(size) ? size : null);
        return taken;
    }

    private static boolean isPolicy(String key, String value) {
        return (key.equals(CLUSTER) || key.endsWith("." + CLUSTER)) && POLICIES.contains(value);
    }

    private static boolean isBounded(String payload) {
        if (!payload.matches("[0-9]{1,9}")) {
            return false;
        }
        int bytes = Integer.parseInt(payload);
        return bytes >= 1 && bytes <= LARGEST_PAYLOAD;
    }

    /** A setting may stand behind the name of a method, or behind {@code default}. */
    static boolean isRefused(String key) {
        String rest = key;
        while (true) {
            if (NOT_TAKEN.contains(rest) || rest.startsWith(WORLD)) {
                return true;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return false;
            }
            rest = rest.substring(dot + 1);
        }
    }
}
