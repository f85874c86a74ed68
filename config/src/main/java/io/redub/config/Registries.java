package io.redub.config;

import io.redub.config.Configuration.Part;
import io.redub.extension.ExtensionLoader;
import io.redub.extension.NearestName;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The connections to registries, by the elements that name them. */
final class Registries {
    /** Replaced as a whole, so that anyone may look at any time. */
    private volatile Map<String, List<Registry>> byId = Map.of();

    /** Checks the addresses; with problems nothing should be connected. */
    static void check(Configuration configuration, ElementKind kind) {
        for (Part part : configuration.all(kind)) {
            addresses(part, configuration);
        }
    }

    void connect(Configuration configuration) {
        RegistryFactory factory =
                ExtensionLoader.getExtensionLoader(RegistryFactory.class).getAdaptiveExtension();
        for (Part part : configuration.all(ElementKind.REGISTRY)) {
            List<Registry> connected = new CopyOnWriteArrayList<>();
            Map<String, List<Registry>> more = new LinkedHashMap<>(byId);
            more.put(part.id(), connected);
            byId = more;
            for (URL address : addresses(part, configuration)) {
                connected.add(factory.connect(address));
            }
        }
    }

    /** Of one element; several where its address names several, separated by {@code ;} or |. */
    static List<URL> addresses(Part part, Configuration configuration) {
        Problems problems = configuration.resolver().problems();
        Values values = part.values();
        String text = values.get("address");
        Place place = part.element().place();
        if (text == null) {
            problems.add(
                    part.element().kind().tag()
                            + ": it has no address (expected: protocol://host:port)",
                    place);
            return List.of();
        }
        List<URL> addresses = new ArrayList<>();
        for (String each : text.split("[;|]")) {
            if (!each.isBlank() && !each.trim().equalsIgnoreCase("N/A")) {
                try {
                    addresses.add(address(each.trim(), values, configuration));
                } catch (IllegalArgumentException e) {
                    problems.add(
                            part.element().kind().tag() + " address: " + e.getMessage(), place);
                }
            }
        }
        return addresses;
    }

    private static URL address(String text, Values values, Configuration configuration) {
        String scheme = values.get("protocol");
        String whole = text.contains("://") || scheme == null ? text : scheme + "://" + text;
        if (!whole.contains("://")) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' (expected: protocol://host:port, such as zookeeper://"
                            + text
                            + ")");
        }
        int begin = whole.indexOf("://") + 3;
        int end = endOfHosts(whole, begin);
        String[] hosts = whole.substring(begin, end).split(",");
        URL url = URL.valueOf(whole.substring(0, begin) + hosts[0] + whole.substring(end));
        for (int i = 1; i < hosts.length; i++) {
            String others = url.getParameter("backup");
            url = url.addParameter("backup", (others == null ? "" : others + ",") + hosts[i]);
        }
        var factories = ExtensionLoader.getExtensionLoader(RegistryFactory.class);
        if (!factories.hasExtension(url.getProtocol())) {
            var names = factories.getSupportedExtensions().keySet();
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "': there is no registry '"
                            + url.getProtocol()
                            + "'"
                            + NearestName.meant(url.getProtocol(), names)
                            + " (expected: one of "
                            + String.join(", ", names)
                            + ")");
        }
        if (url.getPort() == 0 && values.get("port") != null) {
            url = url.withPort((int) values.number("port", 0));
        }
        for (Map.Entry<String, String> entry : values.parameters().entrySet()) {
            url = url.addParameterIfAbsent(entry.getKey(), entry.getValue());
        }
        Values application = configuration.single(ElementKind.APPLICATION);
        String protection = application.get("enable-empty-protection");
        if (protection != null) {
            url = url.addParameterIfAbsent("enable-empty-protection", protection);
        }
        return url.addParameterIfAbsent("application", application.get("application"));
    }

    private static int endOfHosts(String text, int begin) {
        int end = begin;
        while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** The connections of these elements. */
    List<Registry> of(Collection<Part> parts) {
        List<Registry> found = new ArrayList<>();
        parts.forEach(part -> found.addAll(byId.getOrDefault(part.id(), List.of())));
        return found;
    }

    List<Registry> all() {
        return byId.values().stream().flatMap(List::stream).toList();
    }
}
