package io.redub.registry;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings every kind of registry takes from its address.
 *
 * @param check parameter {@code check}, default true: an unreachable registry is an error at start
 * @param connectTimeout parameter {@code timeout}, milliseconds, default 30000, 1 or more
 * @param retryPeriod parameter {@code retry.period}, milliseconds, default 5000, 1 or more
 * @param emptyProtection parameter {@code enable-empty-protection}, default false: a list of
 *     providers that becomes empty is not believed
 * @param register parameter {@code register}, default true; false: nothing is entered
 * @param subscribe parameter {@code subscribe}, default true; false: nothing is looked up
 * @param snapshot parameter {@code file}, default {@code
 *     ~/.redub/registry-<application>-<host>-<port>.cache}; null with {@code file-cache=false} or
 *     {@code file=false}
 */
record RegistryOptions(
        boolean check,
        Duration connectTimeout,
        Duration retryPeriod,
        boolean emptyProtection,
        boolean register,
        boolean subscribe,
        @Nullable Path snapshot) {
    /** Values of {@code file} by which Dubbo, too, means none. */
    private static final Set<String> NO_FILE = Set.of("false", "0", "null", "n/a");

    static RegistryOptions of(URL address) {
        return new RegistryOptions(
                address.getParameter("check", true),
                millis(address, "timeout", 30_000),
                millis(address, "retry.period", 5_000),
                address.getParameter("enable-empty-protection", false),
                address.getParameter("register", true),
                address.getParameter("subscribe", true),
                snapshot(address));
    }

    private static Duration millis(URL address, String key, int defaultValue) {
        int value;
        try {
            value = address.getParameter(key, defaultValue);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry " + address.getAddress() + ": " + e.getMessage(),
                    e);
        }
        if (value < 1) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry "
                            + address.getAddress()
                            + ": "
                            + key
                            + ": "
                            + value
                            + " (expected: 1 or more)");
        }
        return Duration.ofMillis(value);
    }

    private static @Nullable Path snapshot(URL address) {
        if (!address.getParameter("file-cache", true)) {
            return null;
        }
        String file = address.getParameter("file");
        if (file != null && NO_FILE.contains(file.toLowerCase(Locale.ROOT))) {
            return null;
        }
        if (file != null) {
            return Path.of(file).toAbsolutePath();
        }
        String application = address.getParameter("application");
        String group = address.getParameter("group", "dubbo");
        String name =
                "registry-"
                        + (application == null ? "" : application + "-")
                        + address.getAddress()
                        + (group.equals("dubbo") ? "" : "-" + group)
                        + ".cache";
        return Path.of(System.getProperty("user.home"), ".redub")
                .resolve(name.replaceAll("[^A-Za-z0-9._-]", "-"));
    }
}
