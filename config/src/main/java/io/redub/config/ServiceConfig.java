package io.redub.config;

import io.redub.service.GenericService;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service to export: the interface, the object behind it, and settings. Immutable. */
public final class ServiceConfig<T> {
    private final Class<T> type;
    private final T target;
    private final String interfaceName;
    private final ConfigElement element;

    private ServiceConfig(Class<T> type, T target, String interfaceName, ConfigElement element) {
        this.interfaceName = interfaceName;
        this.type = type;
        this.target = target;
        this.element = element;
    }

    /**
     * @param type an interface that {@code target} implements
     */
    public static <T> ServiceConfig<T> of(Class<T> type, T target) {
        return of(type, target, ConfigElement.of(ElementKind.SERVICE));
    }

    /**
     * A service that was declared elsewhere, such as in XML.
     *
     * @param element of the kind SERVICE; its settings are checked at start
     */
    public static <T> ServiceConfig<T> of(Class<T> type, T target, ConfigElement element) {
        require(element, ElementKind.SERVICE);
        if (!type.isInterface()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "interface: "
                            + type.getName()
                            + " is a class (expected: an interface), from "
                            + element.place());
        }
        if (!type.isInstance(target)) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "ref: "
                            + (target == null ? "null" : "an object of " + target.getClass())
                            + " does not implement "
                            + type.getName()
                            + ", from "
                            + element.place());
        }
        return new ServiceConfig<>(type, target, type.getName(), element);
    }

    /**
     * A service whose interface this process does not have: every method arrives at {@code target},
     * objects as maps with their class name under "class".
     */
    public static ServiceConfig<GenericService> generic(
            String interfaceName, GenericService target) {
        return generic(interfaceName, target, ConfigElement.of(ElementKind.SERVICE));
    }

    /** The same for a service that was declared elsewhere. */
    public static ServiceConfig<GenericService> generic(
            String interfaceName, GenericService target, ConfigElement element) {
        require(element, ElementKind.SERVICE);
        ConfigElement named = element.checked("interface", interfaceName);
        return new ServiceConfig<>(
                GenericService.class,
                target,
                interfaceName,
                named.get("generic") == null ? named.checked("generic", "true") : named);
    }

    static void require(ConfigElement element, ElementKind kind) {
        if (element.kind() != kind) {
            throw new IllegalArgumentException(
                    "element: " + element + " (expected: a " + kind.tag() + ")");
        }
    }

    private ServiceConfig<T> with(ConfigElement changed) {
        return new ServiceConfig<>(type, target, interfaceName, changed);
    }

    public ServiceConfig<T> group(String group) {
        return set("group", group);
    }

    public ServiceConfig<T> version(String version) {
        return set("version", version);
    }

    /** Path under which it is called; default: the interface's name. */
    public ServiceConfig<T> path(String path) {
        return set("path", path);
    }

    /** What consumers use that set no timeout themselves; ≥ 1 ms, default 1 s. */
    public ServiceConfig<T> timeout(Duration timeout) {
        return set("timeout", Long.toString(timeout.toMillis()));
    }

    /** What consumers use that set no retries themselves; 0 to 10,000, default 2. */
    public ServiceConfig<T> retries(int retries) {
        return set("retries", Integer.toString(retries));
    }

    /** Share of the traffic relative to other providers; ≥ 0, default 100. */
    public ServiceConfig<T> weight(int weight) {
        return set("weight", Integer.toString(weight));
    }

    /** Whether it is entered into the registries; default true. */
    public ServiceConfig<T> register(boolean register) {
        return set("register", Boolean.toString(register));
    }

    /** How long after start it is exported; ≥ 0 ms, default 0. */
    public ServiceConfig<T> delay(Duration delay) {
        return set("delay", Long.toString(delay.toMillis()));
    }

    /** Ids or names of the protocols to export it under; default all. */
    public ServiceConfig<T> protocols(String... ids) {
        return set("protocol", String.join(",", ids));
    }

    /** Ids of the registries to enter it into; default all. */
    public ServiceConfig<T> registries(String... ids) {
        return set("registry", String.join(",", ids));
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public ServiceConfig<T> set(String name, String value) {
        return with(element.checked(name, value));
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public ServiceConfig<T> parameter(String key, String value) {
        return with(element.checkedParameter(key, value));
    }

    /** Settings of the methods with this name. */
    public ServiceConfig<T> method(String name, UnaryOperator<MethodConfig> change) {
        if (known() != null) {
            MethodNames.require(type, name);
        }
        return with(element.add(method(change).checked("name", name)));
    }

    private static ConfigElement method(UnaryOperator<MethodConfig> change) {
        MethodConfig changed = change.apply(new MethodConfig(ConfigElement.of(ElementKind.METHOD)));
        if (!changed.hooks().isEmpty()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    changed.hooks().get(0).moment().setting()
                            + ": it is called at a consumer (expected: in the ReferenceConfig)");
        }
        return changed.element();
    }

    /** The name it is called by; that of the type, unless the interface is not here. */
    String interfaceName() {
        return interfaceName;
    }

    ServiceModel model() {
        return type == GenericService.class
                ? ServiceModel.generic(interfaceName)
                : ServiceModel.of(type);
    }

    /** The interface; null if it is not here. */
    @Nullable Class<?> known() {
        return type == GenericService.class ? null : type;
    }

    Class<T> type() {
        return type;
    }

    T target() {
        return target;
    }

    ConfigElement element() {
        return element;
    }
}
