package io.redub.config;

import io.redub.proxy.CallHook;
import io.redub.proxy.HookFilter;
import io.redub.service.Filter;
import io.redub.service.GenericService;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service to call: the interface and settings. Immutable. */
public final class ReferenceConfig<T> {
    private final Class<T> type;
    private final String interfaceName;
    private final ConfigElement element;
    private final List<Filter> filters;
    private final Map<String, List<MethodConfig.Hook>> hooks;

    private ReferenceConfig(
            Class<T> type,
            String interfaceName,
            ConfigElement element,
            List<Filter> filters,
            Map<String, List<MethodConfig.Hook>> hooks) {
        this.hooks = hooks;
        this.type = type;
        this.interfaceName = interfaceName;
        this.element = element;
        this.filters = List.copyOf(filters);
    }

    public static <T> ReferenceConfig<T> of(Class<T> type) {
        return of(type, ConfigElement.of(ElementKind.REFERENCE));
    }

    /**
     * A reference that was declared elsewhere, such as in XML.
     *
     * @param element of the kind REFERENCE; its settings are checked by {@code refer}
     */
    public static <T> ReferenceConfig<T> of(Class<T> type, ConfigElement element) {
        ServiceConfig.require(element, ElementKind.REFERENCE);
        if (!type.isInterface()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "interface: "
                            + type.getName()
                            + " is a class (expected: an interface), from "
                            + element.place());
        }
        return new ReferenceConfig<>(type, type.getName(), element, List.of(), Map.of());
    }

    /** A reference to a service whose interface this process does not have. */
    public static ReferenceConfig<GenericService> generic(String interfaceName) {
        return generic(interfaceName, ConfigElement.of(ElementKind.REFERENCE));
    }

    /** The same for a reference that was declared elsewhere. */
    public static ReferenceConfig<GenericService> generic(
            String interfaceName, ConfigElement element) {
        ServiceConfig.require(element, ElementKind.REFERENCE);
        ConfigElement named = element.checked("interface", interfaceName);
        return new ReferenceConfig<>(
                GenericService.class,
                interfaceName,
                named.get("generic") == null ? named.checked("generic", "true") : named,
                List.of(),
                Map.of());
    }

    private ReferenceConfig<T> with(ConfigElement changed) {
        return new ReferenceConfig<>(type, interfaceName, changed, filters, hooks);
    }

    public ReferenceConfig<T> group(String group) {
        return set("group", group);
    }

    public ReferenceConfig<T> version(String version) {
        return set("version", version);
    }

    /** How long one try may take; ≥ 1 ms, default what the provider says, else 1 s. */
    public ReferenceConfig<T> timeout(Duration timeout) {
        return set("timeout", Long.toString(timeout.toMillis()));
    }

    /**
     * Further tries after the first; 0 to 10,000, default what the provider says, else 2. Setting
     * it also allows them after a time-out or a loss in flight.
     */
    public ReferenceConfig<T> retries(int retries) {
        return set("retries", Integer.toString(retries));
    }

    /** Whether a missing provider is an error at once; default true. */
    public ReferenceConfig<T> check(boolean check) {
        return set("check", Boolean.toString(check));
    }

    /** Name of the load balancer; default {@code random}. */
    public ReferenceConfig<T> loadbalance(String name) {
        return set("loadbalance", name);
    }

    /** Name of the fault policy; default {@code failover}. */
    public ReferenceConfig<T> cluster(String name) {
        return set("cluster", name);
    }

    /** Addresses to call directly, past any registry: URLs separated by semicolons. */
    public ReferenceConfig<T> url(String newUrl) {
        return set("url", newUrl);
    }

    /** Ids of the registries to look it up in; default all. */
    public ReferenceConfig<T> registries(String... ids) {
        return set("registry", String.join(",", ids));
    }

    /**
     * {@code local}: only a service of this bootstrap, without a connection; {@code remote}: never
     * so. Default: local if this bootstrap exports the service.
     */
    public ReferenceConfig<T> scope(String scope) {
        return set("scope", scope);
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public ReferenceConfig<T> set(String name, String value) {
        return with(element.checked(name, value));
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public ReferenceConfig<T> parameter(String key, String value) {
        return with(element.checkedParameter(key, value));
    }

    /** With a filter of its own, inside of those by name; thread-safe, as all calls share it. */
    public ReferenceConfig<T> filter(Filter filter) {
        List<Filter> all = new ArrayList<>(filters);
        all.add(filter);
        return new ReferenceConfig<>(type, interfaceName, element, all, hooks);
    }

    /** Settings of the methods with this name. */
    public ReferenceConfig<T> method(String name, UnaryOperator<MethodConfig> change) {
        if (type != GenericService.class) {
            MethodNames.require(type, name);
        }
        MethodConfig method = change.apply(new MethodConfig(ConfigElement.of(ElementKind.METHOD)));
        ReferenceConfig<T> changed = with(element.add(method.element().checked("name", name)));
        if (method.hooks().isEmpty()) {
            return changed;
        }
        return changed.with(name, method.hooks());
    }

    /**
     * Has a user's method called around calls of a method, for front ends that know objects by
     * name.
     *
     * @param setting {@code oninvoke}, {@code onreturn} or {@code onthrow}
     * @param type of the object, as far as it is known before there is the object
     * @param object asked for when it is first needed
     * @param called the name of its method
     * @param place where it is named
     */
    public ReferenceConfig<T> hook(
            String method,
            String setting,
            Class<?> type,
            Supplier<?> object,
            String called,
            Place place) {
        for (CallHook.Moment moment : CallHook.Moment.values()) {
            if (moment.setting().equals(setting)) {
                CallHook.Target target = new CallHook.Target(type, object, called);
                return with(method, List.of(new MethodConfig.Hook(moment, target, place)));
            }
        }
        throw new IllegalArgumentException(
                "setting: '" + setting + "' (expected: oninvoke, onreturn or onthrow)");
    }

    private ReferenceConfig<T> with(String method, List<MethodConfig.Hook> more) {
        Map<String, List<MethodConfig.Hook>> all = new HashMap<>(hooks);
        List<MethodConfig.Hook> ofMethod = new ArrayList<>(all.getOrDefault(method, List.of()));
        ofMethod.addAll(more);
        all.put(method, List.copyOf(ofMethod));
        return new ReferenceConfig<>(type, interfaceName, element, filters, Map.copyOf(all));
    }

    Class<T> type() {
        return type;
    }

    String interfaceName() {
        return interfaceName;
    }

    List<Filter> filters() {
        return filters;
    }

    /**
     * What calls the user's methods around calls; null if there are none.
     *
     * @throws RpcException with the code CONFIGURATION if one does not fit the method
     */
    @Nullable Filter hooks(ServiceModel service) {
        if (hooks.isEmpty()) {
            return null;
        }
        List<Map<CallHook.Moment, CallHook>> byMethod = new ArrayList<>();
        service.methods().forEach(any -> byMethod.add(new EnumMap<>(CallHook.Moment.class)));
        hooks.forEach(
                (name, all) -> {
                    List<MethodModel> overloads =
                            service.methods().stream()
                                    .filter(method -> method.name().equals(name))
                                    .toList();
                    all.forEach(hook -> add(hook, overloads, byMethod));
                });
        return new HookFilter(service, byMethod);
    }

    /** Of several methods of a name, a hook is for those that it fits. */
    private void add(
            MethodConfig.Hook hook,
            List<MethodModel> overloads,
            List<Map<CallHook.Moment, CallHook>> byMethod) {
        boolean fits = false;
        String problem = null;
        for (MethodModel method : overloads) {
            try {
                CallHook made = CallHook.of(hook.moment(), hook.target(), method);
                byMethod.get(method.index()).put(hook.moment(), made);
                fits = true;
            } catch (IllegalArgumentException e) {
                problem = e.getMessage();
            }
        }
        if (!fits && problem != null) {
            Place place = hook.place() == null ? element.place() : hook.place();
            throw new RpcException(StatusCode.CONFIGURATION, problem + ", from " + place);
        }
    }

    ConfigElement element() {
        return element;
    }

    ServiceModel model() {
        return type == GenericService.class
                ? ServiceModel.generic(interfaceName)
                : ServiceModel.of(type);
    }
}
