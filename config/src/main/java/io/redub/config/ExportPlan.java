package io.redub.config;

import io.redub.config.Configuration.Part;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        Resolver resolver = configuration.resolver();
        Effective own = Effective.own(element, service.type().getName(), service.type(), resolver);
        Part provider =
                configuration.named(
                        ElementKind.PROVIDER, own.values().get("provider"), element.place());
        List<String> ids = own.values().names("protocol");
        if (ids.isEmpty() && provider != null) {
            ids = provider.values().names("protocol");
        }
        List<Part> protocols = configuration.named(ElementKind.PROTOCOL, ids, element.place());
        if (protocols.isEmpty() && ids.isEmpty()) {
            protocols =
                    configuration.named(ElementKind.PROTOCOL, List.of("dubbo"), element.place());
        }
        List<ExportPlan> plans = new ArrayList<>();
        for (Part protocol : protocols) {
            // Its own values are put together anew for each, as others' are added behind them.
            Effective settings =
                    Effective.own(element, service.type().getName(), service.type(), resolver);
            Values values = settings.values();
            Configuration.inherit(values, ElementKind.PROTOCOL, protocol.values());
            if (provider != null) {
                Configuration.inherit(values, ElementKind.PROVIDER, provider.values());
            }
            for (ElementKind kind : List.of(ElementKind.MODULE, ElementKind.APPLICATION)) {
                Configuration.inherit(values, kind, configuration.single(kind));
            }
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

    /** {@code [group/]path[:version]}, by which calls find it. */
    String key() {
        return key(settings.values(), service.type().getName());
    }

    static String key(Values values, String interfaceName) {
        return URL.serviceKey(
                values.get("group"), values.get("path", interfaceName), values.get("version"));
    }

    String protocolName() {
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
