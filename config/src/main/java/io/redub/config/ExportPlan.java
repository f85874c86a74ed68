package io.redub.config;

import io.redub.config.Configuration.Part;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exported: a service under one protocol, with all its settings.
 *
 * @param registries those it is entered into
 */
record ExportPlan(
        ServiceConfig<?> service, Part protocol, Effective settings, List<Part> registries) {

    /** A plan for each protocol; none if it is not to be exported. */
    static List<ExportPlan> of(ServiceConfig<?> service, Configuration configuration) {
        ConfigElement element = service.element();
        String name = service.interfaceName();
        List<ExportPlan> plans = new ArrayList<>();
        for (Part protocol : protocols(element, name, service.known(), configuration)) {
            // Put together anew for each, as the protocol's settings are added behind its own.
            Effective settings = settings(element, name, service.known(), protocol, configuration);
            Values values = settings.values();
            if (!values.flag("export", true) || values.get("scope", "").equals("none")) {
                continue;
            }
            List<Part> registries =
                    configuration.named(
                            ElementKind.REGISTRY, values.names("registry"), element.place());
            plans.add(new ExportPlan(service, protocol, settings, registries));
        }
        return plans;
    }

    /** The protocols it is to be exported under. */
    static List<Part> protocols(
            ConfigElement element,
            String interfaceName,
            @Nullable Class<?> type,
            Configuration configuration) {
        Values own = Effective.own(element, interfaceName, type, configuration.resolver()).values();
        Part provider =
                configuration.named(ElementKind.PROVIDER, own.get("provider"), element.place());
        List<String> ids = own.names("protocol");
        if (ids.isEmpty() && provider != null) {
            ids = provider.values().names("protocol");
        }
        List<Part> protocols = configuration.named(ElementKind.PROTOCOL, ids, element.place());
        return protocols.isEmpty() && ids.isEmpty()
                ? configuration.named(ElementKind.PROTOCOL, List.of("dubbo"), element.place())
                : protocols;
    }

    /** Its own settings, then the protocol's, the provider's, the module's, the application's. */
    static Effective settings(
            ConfigElement element,
            String interfaceName,
            @Nullable Class<?> type,
            Part protocol,
            Configuration configuration) {
        Effective settings = Effective.own(element, interfaceName, type, configuration.resolver());
        Values values = settings.values();
        Configuration.inherit(values, ElementKind.PROTOCOL, protocol.values());
        Part provider =
                configuration.named(ElementKind.PROVIDER, values.get("provider"), element.place());
        if (provider != null) {
            Configuration.inherit(values, ElementKind.PROVIDER, provider.values());
        }
        for (ElementKind kind : List.of(ElementKind.MODULE, ElementKind.APPLICATION)) {
            Configuration.inherit(values, kind, configuration.single(kind));
        }
        return settings;
    }

    /** {@code [group/]path[:version]}, by which calls find it. */
    String key() {
        return key(settings.values(), service.interfaceName());
    }

    static String key(Values values, String interfaceName) {
        return URL.serviceKey(
                values.get("group"), values.get("path", interfaceName), values.get("version"));
    }

    String protocolName() {
        return protocolName(protocol);
    }

    static String protocolName(Part protocol) {
        return protocol.values().get("name", "dubbo");
    }

    /** Whether it is for references of this bootstrap alone. */
    boolean local() {
        return settings.values().get("scope", "").equals("local");
    }

    long delayMillis() {
        return Math.max(0, settings.values().number("delay", 0));
    }

    Map<String, String> parameters() {
        return settings.parameters();
    }
}
