package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a service under one protocol, or of a reference: its own, those behind it, and
 * those of its methods.
 */
record Effective(ConfigElement element, Values values, Map<String, Values> methods) {
    private static final int WORDS = 5;

    /**
     * The settings of a service or reference, without those behind it.
     *
     * @param type null if the interface is not here
     */
    static Effective own(
            ConfigElement element,
            String interfaceName,
            @Nullable Class<?> type,
            Resolver resolver) {
        String tag = element.kind().tag();
        List<String> prefixes = new ArrayList<>();
        String id = element.get("id");
        if (id != null) {
            prefixes.add(element.kind().plural() + "." + id);
        }
        prefixes.add(tag + "." + interfaceName);
        List<String> methodPrefixes = List.copyOf(prefixes);
        prefixes.add(tag);
        Values values = resolver.resolve(element, prefixes);
        Map<String, Values> methods = new LinkedHashMap<>();
        Set<String> names = type == null ? told(methodPrefixes, resolver.sources()) : names(type);
        for (ConfigElement child : element.children()) {
            String name = child.get("name");
            if (child.kind() != ElementKind.METHOD) {
                continue;
            }
            if (name == null) {
                resolver.problems().add("method: it has no name", child.place());
            } else if (type != null && !names.contains(name)) {
                resolver.problems().add(MethodNames.unknown(type, name), child.place());
            } else {
                methods.put(name, method(child, methodPrefixes, name, type, resolver));
            }
        }
        for (String name : names) {
            if (!methods.containsKey(name)) {
                ConfigElement none =
                        ConfigElement.of(ElementKind.METHOD, element.place()).set("name", name);
                Values found = method(none, methodPrefixes, name, type, resolver);
                found.items().remove("name");
                if (!found.items().isEmpty()) {
                    methods.put(name, found);
                }
            }
        }
        return new Effective(element, values, methods);
    }

    private static Set<String> names(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(type.getMethods()).forEach(method -> names.add(method.getName()));
        return names;
    }

    /** The methods that properties speak of, where the interface is not here. */
    private static Set<String> told(List<String> prefixes, Sources sources) {
        Set<String> names = new LinkedHashSet<>();
        List<String> below = prefixes.stream().map(each -> each + ".").toList();
        for (boolean side : new boolean[] {true, false}) {
            for (String rest : sources.below(below, side).keySet()) {
                int dot = rest.indexOf('.');
                if (dot > 0 && !rest.startsWith("parameters.")) {
                    names.add(rest.substring(0, dot));
                }
            }
        }
        return names;
    }

    private static Values method(
            ConfigElement element,
            List<String> prefixes,
            String name,
            @Nullable Class<?> type,
            Resolver resolver) {
        List<String> below = prefixes.stream().map(each -> each + "." + name).toList();
        Values values = resolver.resolve(element, below);
        values.items().remove("name");
        Values.Item retry = values.items().remove("retry");
        if (retry != null && retry.winner().value().equals("false")) {
            Candidate none = new Candidate("0", ElementKind.METHOD, retry.winner().place());
            Setting retries = SettingTable.find(ElementKind.METHOD, "retries");
            if (retries != null) {
                values.add(retries, List.of(none));
            }
        }
        for (ConfigElement child : element.children()) {
            if (child.kind() == ElementKind.ARGUMENT) {
                argument(child, name, type, values, resolver);
            }
        }
        return values;
    }

    /** {@code <index>.callback} of the arguments that are called back. */
    private static void argument(
            ConfigElement element,
            String method,
            @Nullable Class<?> type,
            Values values,
            Resolver resolver) {
        Values argument = resolver.resolve(element, List.of());
        String given = argument.get("callback");
        if (given == null) {
            return;
        }
        Candidate callback = new Candidate(given, ElementKind.ARGUMENT, element.place());
        String index = argument.get("index");
        String typeName = argument.get("type");
        boolean found = index != null;
        if (index != null) {
            if (type != null && Integer.parseInt(index) >= most(type, method)) {
                resolver.problems()
                        .add(
                                "argument index: '"
                                        + index
                                        + "' (expected: 0.."
                                        + (most(type, method) - 1)
                                        + ", what "
                                        + type.getName()
                                        + "."
                                        + method
                                        + " has)",
                                element.place());
            }
            values.add(index + ".callback", null, List.of(callback));
        } else if (typeName != null && type != null) {
            for (var each : type.getMethods()) {
                Class<?>[] types = each.getParameterTypes();
                for (int i = 0; i < types.length && each.getName().equals(method); i++) {
                    if (types[i].getName().equals(typeName)) {
                        values.add(i + ".callback", null, List.of(callback));
                        found = true;
                    }
                }
            }
        }
        if (!found) {
            resolver.problems()
                    .add(
                            "argument of method "
                                    + method
                                    + ": "
                                    + (typeName == null
                                            ? "it needs an index or a type"
                                            : "no argument has the type " + typeName),
                            element.place());
        }
    }

    /** How many arguments the overload with the most of them has. */
    private static int most(Class<?> type, String method) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method))
                .mapToInt(Method::getParameterCount)
                .max()
                .orElse(0);
    }

    /**
     * What made an export or a reference fail, with the place of the setting it is about.
     *
     * @param subject of a message that does not name it
     */
    RpcException told(String subject, RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RpcException known) {
            message = known.status().message();
            if (known.status().code() != StatusCode.CONFIGURATION || message.contains(", from ")) {
                return known;
            }
        }
        String text = message.contains(subject) ? message : subject + ": " + message;
        return new RpcException(
                StatusCode.CONFIGURATION, text + ", from " + placeOf(message), failure);
    }

    /** Messages of what is behind a setting begin with its name, or have it in their beginning. */
    private Place placeOf(String message) {
        String beginning = message.lines().findFirst().orElse("");
        for (String word : beginning.split("[^A-Za-z0-9.-]+", WORDS)) {
            for (Values each : all()) {
                Values.Item item = each.item(word.toLowerCase(Locale.ROOT));
                if (item != null) {
                    return item.winner().place();
                }
            }
        }
        return element.place();
    }

    private List<Values> all() {
        List<Values> all = new ArrayList<>(methods.values());
        all.add(values);
        return all;
    }

    /** Everything for a URL, the methods' settings as {@code method.parameter}. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(values.parameters());
        methods.forEach(
                (name, settings) ->
                        settings.parameters()
                                .forEach((key, value) -> parameters.put(name + "." + key, value)));
        return parameters;
    }
}
