package io.redub.config;

import io.redub.config.Configuration.Part;
import java.util.ArrayList;
import java.util.List;

/** Gathers the lines of an {@link Explanation}. */
final class Explainer {
    private final Configuration configuration;
    private final List<Explanation.Line> lines = new ArrayList<>();

    Explainer(Configuration configuration) {
        this.configuration = configuration;
    }

    void add(ServiceConfig<?> service) {
        for (ExportPlan plan : ExportPlan.of(service, configuration)) {
            add(
                    Explanation.lines(
                            service(plan.key(), plan.protocol()), plan.settings(), List.of()));
        }
    }

    void add(ReferenceConfig<?> reference) {
        add(ReferencePlan.of(reference, configuration).explain(List.of()));
    }

    void add(List<Explanation.Line> more) {
        lines.addAll(more);
    }

    /** A service and a reference of an interface that nobody declared. */
    void add(String interfaceName) {
        Place place = Place.caller();
        ConfigElement service = ConfigElement.of(ElementKind.SERVICE, place);
        for (Part protocol : ExportPlan.protocols(service, interfaceName, null, configuration)) {
            add(
                    Explanation.lines(
                            service(interfaceName, protocol),
                            ExportPlan.settings(
                                    service, interfaceName, null, protocol, configuration),
                            List.of()));
        }
        add(ReferenceConfig.generic(interfaceName, ConfigElement.of(ElementKind.REFERENCE, place)));
    }

    private static String service(String key, Part protocol) {
        return "service " + key + " (" + ExportPlan.protocolName(protocol) + ")";
    }

    Explanation explanation() {
        return new Explanation(lines);
    }
}
