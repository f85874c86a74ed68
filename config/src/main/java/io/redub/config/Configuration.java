package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.extension.NearestName;
import io.redub.protocol.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The elements of an application besides its services and references, with all their settings. */
final class Configuration {
    /**
     * An element with its settings.
     *
     * @param id the one given, else one made up of its kind and a number
     */
    record Part(ConfigElement element, String id, Values values) {
        boolean isDefault() {
            return values.flag("default", true);
        }
    }

    /** Settings in no URL that reach the services and references behind an element. */
    private static final Map<ElementKind, Set<String>> INHERITED =
            Map.of(
                    ElementKind.APPLICATION, Set.of("registry"),
                    ElementKind.MODULE, Set.of("registry"),
                    ElementKind.PROTOCOL, Set.of("host", "port"),
                    ElementKind.PROVIDER,
                            Set.of("registry", "protocol", "host", "port", "delay", "export"),
                    ElementKind.CONSUMER, Set.of("registry"));

    private final Resolver resolver;
    private final Map<ElementKind, Map<String, Part>> parts = new EnumMap<>(ElementKind.class);

    Configuration(Collection<ConfigElement> declared, Resolver resolver) {
        this.resolver = resolver;
        for (ElementKind kind : ElementKind.values()) {
            if (kind.compareTo(ElementKind.SERVICE) < 0) {
                parts.put(kind, parts(kind, declared));
            }
        }
    }

    private Map<String, Part> parts(ElementKind kind, Collection<ConfigElement> declared) {
        List<ConfigElement> elements =
                new ArrayList<>(declared.stream().filter(each -> each.kind() == kind).toList());
        if (kind.single() && elements.size() > 1) {
            elements = List.of(one(elements));
        }
        Map<String, Part> found = new LinkedHashMap<>();
        for (ConfigElement element : elements) {
            Part part = part(element, found.keySet());
            Part other = found.putIfAbsent(part.id(), part);
            if (other != null) {
                resolver.problems()
                        .add(
                                "two elements " + kind.tag() + " have the id '" + part.id() + "'",
                                new Place(
                                        Source.DECLARED,
                                        other.element().place() + " and " + element.place()));
            }
        }
        for (String id : resolver.sources().ids(kind)) {
            boolean known =
                    found.containsKey(id)
                            || found.values().stream()
                                    .anyMatch(part -> id.equals(part.values().get("name")));
            if (!known) {
                ConfigElement made =
                        ConfigElement.of(kind, Place.declared("properties of " + id)).set("id", id);
                found.put(id, part(made, found.keySet()));
            }
        }
        if (found.isEmpty() && resolver.sources().has(kind)) {
            ConfigElement made = ConfigElement.of(kind, Place.declared("properties"));
            found.put(kind.tag(), part(made, found.keySet()));
        }
        return found;
    }

    /** What is said of the one application in several places, which must not differ. */
    private ConfigElement one(List<ConfigElement> elements) {
        ConfigElement merged = elements.get(0);
        for (ConfigElement next : elements.subList(1, elements.size())) {
            for (ConfigElement.Attribute each : next.attributes()) {
                ConfigElement.Attribute former = merged.find(each.name());
                if (former != null && !former.value().equals(each.value())) {
                    resolver.problems()
                            .add(
                                    merged.kind().tag()
                                            + " "
                                            + each.name()
                                            + ": both '"
                                            + former.value()
                                            + "' and '"
                                            + each.value()
                                            + "' (expected: one "
                                            + merged.kind().tag()
                                            + ")",
                                    Place.declared(former.place() + " and " + each.place()));
                }
            }
            merged = merged.with(next);
        }
        return merged;
    }

    private Part part(ConfigElement element, Set<String> taken) {
        ElementKind kind = element.kind();
        String given = element.get("id");
        String name = element.get("name");
        List<String> prefixes = new ArrayList<>();
        if (given != null) {
            prefixes.add(kind.plural() + "." + given);
        }
        if (name != null && !name.equals(given)) {
            prefixes.add(kind.plural() + "." + name);
        }
        // As Dubbo 2 had it: dubbo.protocol.ID.port.
        for (String each :
                prefixes.stream().map(p -> p.substring(kind.plural().length())).toList()) {
            prefixes.add(kind.tag() + each);
        }
        prefixes.add(kind.tag());
        String id = given;
        for (int number = 1; id == null || given == null && taken.contains(id); number++) {
            id = kind.tag() + (number == 1 ? "" : "#" + number);
        }
        return new Part(element, id, resolver.resolve(element, prefixes));
    }

    Resolver resolver() {
        return resolver;
    }

    Collection<Part> all(ElementKind kind) {
        return parts.getOrDefault(kind, Map.of()).values();
    }

    /** The settings of the one element of its kind; none if it is missing. */
    Values single(ElementKind kind) {
        for (Part part : all(kind)) {
            if (part.isDefault()) {
                return part.values();
            }
        }
        return new Values();
    }

    /** The element that a name means, or the default one if there is no name. */
    @Nullable Part named(ElementKind kind, @Nullable String id, Place place) {
        if (id != null) {
            return find(kind, id, place);
        }
        return all(kind).stream().filter(Part::isDefault).findFirst().orElse(null);
    }

    /**
     * The elements that these ids or names mean; without any, all that are not {@code
     * default=false}.
     */
    List<Part> named(ElementKind kind, List<String> ids, Place place) {
        if (ids.isEmpty()) {
            return all(kind).stream().filter(Part::isDefault).toList();
        }
        List<Part> found = new ArrayList<>();
        for (String id : ids) {
            Part part = id.equalsIgnoreCase("N/A") ? null : find(kind, id, place);
            if (part != null) {
                found.add(part);
            }
        }
        return found;
    }

    private @Nullable Part find(ElementKind kind, String id, Place place) {
        Map<String, Part> known = parts.computeIfAbsent(kind, any -> new LinkedHashMap<>());
        Part part = known.get(id);
        if (part != null) {
            return part;
        }
        for (Part each : known.values()) {
            if (id.equals(each.values().get("name"))) {
                return each;
            }
        }
        if (kind == ElementKind.PROTOCOL
                && ExtensionLoader.getExtensionLoader(Protocol.class).hasExtension(id)) {
            Part made = part(ConfigElement.of(kind, place).set("id", id).set("name", id), Set.of());
            known.put(id, made);
            return made;
        }
        resolver.problems()
                .add(
                        kind.tag()
                                + ": there is none with the id '"
                                + id
                                + "'"
                                + NearestName.meant(id, names(known.values()))
                                + " (expected: one of "
                                + names(known.values())
                                + ")",
                        place);
        return null;
    }

    /** By which users may refer to these elements: their names, and ids that were given. */
    private static Set<String> names(Collection<Part> parts) {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            String name = part.values().get("name");
            if (name == null || part.element().get("id") != null) {
                names.add(part.id());
            }
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** What of an element's settings reaches those behind it. */
    static void inherit(Values values, ElementKind kind, Values from) {
        from.items()
                .forEach(
                        (key, item) -> {
                            if (item.inUrl()
                                    || INHERITED.getOrDefault(kind, Set.of()).contains(key)) {
                                values.addOuter(key, item);
                            }
                        });
    }
}
