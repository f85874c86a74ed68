package io.redub.config;

import io.redub.service.GenericService;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service to call: the interface and settings. Immutable. */
public final class ReferenceConfig<T> {
    private final Class<T> type;
    private final String interfaceName;
    private final @Nullable String url;
    private final Settings settings;

    private ReferenceConfig(
            Class<T> type, String interfaceName, @Nullable String url, Settings settings) {
        this.type = type;
        this.interfaceName = interfaceName;
        this.url = url;
        this.settings = settings;
    }

    public static <T> ReferenceConfig<T> of(Class<T> type) {
        if (!type.isInterface()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "interface: " + type.getName() + " is a class (expected: an interface)");
        }
        return new ReferenceConfig<>(type, type.getName(), null, Settings.NONE);
    }

    /** A reference to a service whose interface this process does not have. */
    public static ReferenceConfig<GenericService> generic(String interfaceName) {
        return new ReferenceConfig<>(
                GenericService.class,
                interfaceName,
                null,
                Settings.NONE.withName("interface", interfaceName).with("generic", "true"));
    }

    private ReferenceConfig<T> with(Settings changed) {
        return new ReferenceConfig<>(type, interfaceName, url, changed);
    }

    public ReferenceConfig<T> group(String group) {
        return with(settings.withName("group", group));
    }

    public ReferenceConfig<T> version(String version) {
        return with(settings.withName("version", version));
    }

    /** How long one try may take; ≥ 1 ms, default what the provider says, else 1 s. */
    public ReferenceConfig<T> timeout(Duration timeout) {
        return with(settings.withMillis("timeout", timeout, 1));
    }

    /**
     * Further tries after the first; ≥ 0, default what the provider says, else 2. Setting it also
     * allows them after a time-out or a loss in flight.
     */
    public ReferenceConfig<T> retries(int retries) {
        return with(settings.withNumber("retries", retries, 0));
    }

    /** Whether a missing provider is an error at once; default true. */
    public ReferenceConfig<T> check(boolean check) {
        return with(settings.with("check", Boolean.toString(check)));
    }

    /** Name of the load balancer; default {@code random}. */
    public ReferenceConfig<T> loadbalance(String name) {
        return with(settings.withName("loadbalance", name));
    }

    /** Name of the fault policy; default {@code failover}. */
    public ReferenceConfig<T> cluster(String name) {
        return with(settings.withName("cluster", name));
    }

    /** Addresses to call directly, past any registry: URLs separated by semicolons. */
    public ReferenceConfig<T> url(String newUrl) {
        return new ReferenceConfig<>(type, interfaceName, newUrl, settings);
    }

    /** Any other setting, by its Dubbo parameter name. */
    public ReferenceConfig<T> parameter(String key, String value) {
        return with(settings.with(key, value));
    }

    /** Settings of the methods with this name. */
    public ReferenceConfig<T> method(String name, UnaryOperator<MethodConfig> change) {
        return with(
                ServiceConfig.methodSettings(
                        type == GenericService.class ? null : type, settings, name, change));
    }

    Class<T> type() {
        return type;
    }

    String interfaceName() {
        return interfaceName;
    }

    @Nullable String url() {
        return url;
    }

    Settings settings() {
        return settings;
    }

    ServiceModel model() {
        return type == GenericService.class
                ? ServiceModel.generic(interfaceName)
                : ServiceModel.of(type);
    }
}
