package io.redub.protocol;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method a generic call means by its name and the names of its parameter types. The names
 * of all types are written out when the service is exported; a name from a peer is only compared,
 * never looked up as a class. Immutable and thread-safe.
 */
final class GenericMethods {
    private static final int SHOWN = 20;

    private final String service;
    private final Map<String, List<Candidate>> byName = new HashMap<>();

    /** A method, its types, and their names in both forms. */
    record Candidate(
            MethodModel method, List<Target> types, List<String> names, List<String> sources) {
        private static Candidate of(MethodModel method) {
            List<Class<?>> classes = method.parameterClasses();
            return new Candidate(
                    method,
                    method.parameterTypes().stream().map(Target::of).toList(),
                    classes.stream().map(Class::getName).toList(),
                    classes.stream().map(Class::getTypeName).toList());
        }

        private boolean takes(@Nullable String[] wanted) {
            if (wanted.length != names.size()) {
                return false;
            }
            for (int i = 0; i < wanted.length; i++) {
                String type = wanted[i];
                boolean same =
                        names.get(i).equals(type)
                                || sources.get(i).equals(type)
                                || sources.get(i).replace('$', '.').equals(type);
                if (!same) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return method.name() + "(" + String.join(", ", sources) + ")";
        }
    }

    GenericMethods(ServiceModel service) {
        this.service = service.interfaceName();
        for (MethodModel method : service.methods()) {
            if (!method.builtIn()) {
                byName.computeIfAbsent(method.name(), name -> new ArrayList<>())
                        .add(Candidate.of(method));
            }
        }
    }

    /**
     * The method with these types. Without types, the only one of this name, or the only one of
     * them with this number of arguments.
     *
     * @param types null or empty if the caller left the choice open
     * @return null if there is none or the choice is not clear
     */
    @Nullable Candidate find(String name, @Nullable String @Nullable [] types, int arguments) {
        List<Candidate> candidates = byName.getOrDefault(name, List.of());
        if (types != null && types.length > 0) {
            return only(candidates.stream().filter(each -> each.takes(types)).toList());
        }
        Candidate fitting =
                only(candidates.stream().filter(e -> e.names().size() == arguments).toList());
        return fitting != null ? fitting : only(candidates);
    }

    private static @Nullable Candidate only(List<Candidate> candidates) {
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    /** Says why {@link #find} found nothing, and what there is. */
    String notFound(String name, @Nullable String @Nullable [] types) {
        StringBuilder wanted = new StringBuilder(Shown.text(name));
        if (types != null && types.length > 0) {
            wanted.append('(');
            for (int i = 0; i < types.length && i < SHOWN; i++) {
                String type = types[i];
                wanted.append(i == 0 ? "" : ", ").append(type == null ? "null" : Shown.text(type));
            }
            wanted.append(types.length > SHOWN ? ", …)" : ")");
        }
        List<Candidate> overloads = byName.getOrDefault(name, List.of());
        if (!overloads.isEmpty()) {
            boolean open = types == null || types.length == 0;
            return service
                    + (open ? " has several methods " : " has no method ")
                    + wanted
                    + " (expected: the parameter types of one of "
                    + listed(overloads.stream().map(Candidate::toString).toList())
                    + ")";
        }
        return service
                + " has no method "
                + wanted
                + " (expected: one of "
                + listed(byName.keySet().stream().sorted().toList())
                + ")";
    }

    private static String listed(List<String> names) {
        String text = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? text + ", …" : text;
    }
}
