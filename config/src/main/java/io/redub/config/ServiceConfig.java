package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service to export: the interface, the object behind it, and settings. Immutable. */
public final class ServiceConfig<T> {
    private final Class<T> type;
    private final T target;
    private final Settings settings;

    private ServiceConfig(Class<T> type, T target, Settings settings) {
        this.type = type;
        this.target = target;
        this.settings = settings;
    }

    /**
     * @param type an interface that {@code target} implements
     */
    public static <T> ServiceConfig<T> of(Class<T> type, T target) {
        if (!type.isInterface()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "interface: " + type.getName() + " is a class (expected: an interface)");
        }
        if (!type.isInstance(target)) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "ref: "
                            + (target == null ? "null" : "an object of " + target.getClass())
                            + " does not implement "
                            + type.getName());
        }
        return new ServiceConfig<>(type, target, Settings.NONE);
    }

    private ServiceConfig<T> with(Settings changed) {
        return new ServiceConfig<>(type, target, changed);
    }

    public ServiceConfig<T> group(String group) {
        return with(settings.withName("group", group));
    }

    public ServiceConfig<T> version(String version) {
        return with(settings.withName("version", version));
    }

    /** Path under which it is called; default: the interface's name. */
    public ServiceConfig<T> path(String path) {
        return with(settings.withName("path", path));
    }

    /** What consumers use that set no timeout themselves; ≥ 1 ms, default 1 s. */
    public ServiceConfig<T> timeout(Duration timeout) {
        return with(settings.withMillis("timeout", timeout, 1));
    }

    /** What consumers use that set no retries themselves; ≥ 0, default 2. */
    public ServiceConfig<T> retries(int retries) {
        return with(settings.withNumber("retries", retries, 0));
    }

    /** Share of the traffic relative to other providers; ≥ 0, default 100. */
    public ServiceConfig<T> weight(int weight) {
        return with(settings.withNumber("weight", weight, 0));
    }

    /** Whether it is entered into the registries; default true. */
    public ServiceConfig<T> register(boolean register) {
        return with(settings.with("register", Boolean.toString(register)));
    }

    /** Any other setting, by its Dubbo parameter name. */
    public ServiceConfig<T> parameter(String key, String value) {
        return with(settings.with(key, value));
    }

    /** Settings of the methods with this name. */
    public ServiceConfig<T> method(String name, UnaryOperator<MethodConfig> change) {
        return with(methodSettings(type, settings, name, change));
    }

    static Settings methodSettings(
            @Nullable Class<?> type,
            Settings settings,
            String name,
            UnaryOperator<MethodConfig> change) {
        if (type != null) {
            MethodNames.require(type, name);
        }
        Settings changed = settings;
        for (var entry :
                change.apply(new MethodConfig(Settings.NONE)).settings().values().entrySet()) {
            changed = changed.with(name + "." + entry.getKey(), entry.getValue());
        }
        return changed;
    }

    Class<T> type() {
        return type;
    }

    T target() {
        return target;
    }

    Settings settings() {
        return settings;
    }
}
