package io.redub.config;

import io.redub.config.Configuration.Part;
import io.redub.service.GenericService;
import java.util.List;

/**
 * What is to be referred to, with all its settings.
 *
 * @param registries those it is looked up in
 */
record ReferencePlan<T>(ReferenceConfig<T> reference, Effective settings, List<Part> registries) {

    static <T> ReferencePlan<T> of(ReferenceConfig<T> reference, Configuration configuration) {
        ConfigElement element = reference.element();
        Class<?> type = reference.type() == GenericService.class ? null : reference.type();
        Effective settings =
                Effective.own(element, reference.interfaceName(), type, configuration.resolver());
        Values values = settings.values();
        Part consumer =
                configuration.named(ElementKind.CONSUMER, values.get("consumer"), element.place());
        if (consumer != null) {
            Configuration.inherit(values, ElementKind.CONSUMER, consumer.values());
        }
        for (ElementKind kind : List.of(ElementKind.MODULE, ElementKind.APPLICATION)) {
            Configuration.inherit(values, kind, configuration.single(kind));
        }
        contradictions(values, element.place(), configuration.resolver().problems());
        return new ReferencePlan<>(
                reference,
                settings,
                configuration.named(
                        ElementKind.REGISTRY, values.names("registry"), element.place()));
    }

    private static void contradictions(Values values, Place place, Problems problems) {
        String scope = values.get("scope", "");
        String injvm = values.get("injvm", "");
        if (scope.equals("none")) {
            problems.add("reference scope: 'none' (expected: local or remote)", place);
        }
        if (scope.equals("local") && injvm.equals("false")
                || scope.equals("remote") && injvm.equals("true")) {
            problems.add(
                    "reference scope: '"
                            + scope
                            + "' contradicts injvm: '"
                            + injvm
                            + "' (expected: one of them)",
                    place);
        }
        if (values.get("url") != null && (scope.equals("local") || injvm.equals("true"))) {
            problems.add(
                    "reference url: '"
                            + values.get("url")
                            + "' contradicts "
                            + (scope.equals("local") ? "scope: 'local'" : "injvm: 'true'")
                            + ", which stays in this JVM (expected: one of them)",
                    place);
        }
    }

    /** Whether a service of the same bootstrap, if there is one, is called without a connection. */
    boolean mayBeLocal() {
        Values values = settings.values();
        return !values.get("scope", "").equals("remote")
                && values.flag("injvm", true)
                && values.get("url") == null
                && values.get("generic", "false").equals("false");
    }

    /** Whether nothing but a service of the same bootstrap will do. */
    boolean mustBeLocal() {
        Values values = settings.values();
        return values.get("scope", "").equals("local") || values.flag("injvm", false);
    }

    List<Explanation.Line> explain(List<Explanation.Told> told) {
        return Explanation.lines("reference " + key(), settings, told);
    }

    String key() {
        return ExportPlan.key(settings.values(), reference.interfaceName());
    }
}
