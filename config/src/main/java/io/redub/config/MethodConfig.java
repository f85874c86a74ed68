package io.redub.config;

import java.time.Duration;

/** Settings of one method, finer than those of its service or reference. Immutable. */
public final class MethodConfig {
    private final ConfigElement element;

    MethodConfig(ConfigElement element) {
        this.element = element;
    }

    ConfigElement element() {
        return element;
    }

    /** How long one try may take; ≥ 1 ms. */
    public MethodConfig timeout(Duration timeout) {
        return set("timeout", Long.toString(timeout.toMillis()));
    }

    /** Further tries after the first; ≥ 0. Setting it also allows them after a time-out. */
    public MethodConfig retries(int retries) {
        return set("retries", Integer.toString(retries));
    }

    /** Whether no answer is wanted: the call returns once it is queued for sending. */
    public MethodConfig oneWay(boolean oneWay) {
        return set("return", Boolean.toString(!oneWay));
    }

    public MethodConfig loadbalance(String name) {
        return set("loadbalance", name);
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public MethodConfig set(String name, String value) {
        return new MethodConfig(element.checked(name, value));
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public MethodConfig parameter(String key, String value) {
        return new MethodConfig(element.checkedParameter(key, value));
    }
}
