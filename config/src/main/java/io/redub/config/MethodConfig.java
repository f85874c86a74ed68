package io.redub.config;

import java.time.Duration;

/** Settings of one method, finer than those of its service or reference. Immutable. */
public final class MethodConfig {
    static final String ONE_WAY = "return";

    private final Settings settings;

    MethodConfig(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** How long one try may take; ≥ 1 ms. */
    public MethodConfig timeout(Duration timeout) {
        return new MethodConfig(settings.withMillis("timeout", timeout, 1));
    }

    /** Further tries after the first; ≥ 0. Setting it also allows them after a time-out. */
    public MethodConfig retries(int retries) {
        return new MethodConfig(settings.withNumber("retries", retries, 0));
    }

    /** Whether no answer is wanted: the call returns once it is queued for sending. */
    public MethodConfig oneWay(boolean oneWay) {
        return new MethodConfig(settings.with(ONE_WAY, Boolean.toString(!oneWay)));
    }

    public MethodConfig loadbalance(String name) {
        return new MethodConfig(settings.withName("loadbalance", name));
    }

    /** Any other setting, by its Dubbo parameter name. */
    public MethodConfig parameter(String key, String value) {
        return new MethodConfig(settings.with(key, value));
    }
}
