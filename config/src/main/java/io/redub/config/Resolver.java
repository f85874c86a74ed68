package io.redub.config;

import io.redub.config.ConfigElement.Attribute;
import io.redub.config.PropertySource.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what an element and properties say of its settings, and checks it. */
final class Resolver {
    private static final String PARAMETERS = ".parameters.";

    private final Sources sources;
    private final Problems problems;

    Resolver(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Sources sources() {
        return sources;
    }

    Problems problems() {
        return problems;
    }

    /**
     * The settings of an element.
     *
     * @param prefixes of the properties that concern it, the most specific first
     */
    Values resolve(ConfigElement element, List<String> prefixes) {
        Values values = new Values();
        ElementKind kind = element.kind();
        Set<Attribute> known = new HashSet<>();
        for (Setting setting : SettingTable.of(kind)) {
            List<String> names =
                    prefixes.stream().map(each -> each + "." + setting.name()).toList();
            List<Candidate> found = candidates(setting, kind, sources.find(names, true));
            for (Attribute each : element.attributes()) {
                if (SettingTable.find(kind, each.name()) == setting) {
                    known.add(each);
                    Property property = new Property(each.value(), each.place());
                    found.addAll(candidates(setting, kind, List.of(property)));
                }
            }
            found.addAll(candidates(setting, kind, sources.find(names, false)));
            add(values, kind, setting, found);
        }
        for (Attribute each : element.attributes()) {
            if (!known.contains(each)) {
                problems.add(SettingTable.unknown(kind, each.name()), each.place());
            }
        }
        parameters(element, prefixes, values);
        return values;
    }

    private void add(Values values, ElementKind kind, Setting setting, List<Candidate> found) {
        values.add(setting, found);
        if (!setting.honoured() && !found.isEmpty()) {
            Candidate winner = found.get(0);
            if (!winner.value().equals(setting.defaultValue())) {
                problems.unused(kind.tag() + " " + setting.name(), winner.place());
            }
        }
    }

    private List<Candidate> candidates(
            Setting setting, ElementKind kind, List<Property> properties) {
        List<Candidate> found = new ArrayList<>();
        for (Property property : properties) {
            String text = property.value().trim();
            if (setting.isUnset(text)) {
                continue;
            }
            try {
                String value = setting.read(text);
                if (!value.isEmpty()) {
                    found.add(new Candidate(value, kind, property.place()));
                }
                for (String word : setting.passedOver(text)) {
                    problems.unused(
                            kind.tag() + " " + setting.name() + " '" + word + "'",
                            property.place());
                }
            } catch (IllegalArgumentException e) {
                problems.add(kind.tag() + " " + e.getMessage(), property.place());
            }
        }
        return found;
    }

    private void parameters(ConfigElement element, List<String> prefixes, Values values) {
        List<String> below = prefixes.stream().map(each -> each + PARAMETERS).toList();
        Map<String, List<Property>> all = new LinkedHashMap<>(sources.below(below, true));
        for (ConfigElement child : element.children()) {
            if (child.kind() == ElementKind.PARAMETER) {
                declared(child, all);
            }
        }
        sources.below(below, false)
                .forEach(
                        (key, found) ->
                                all.computeIfAbsent(key, any -> new ArrayList<>()).addAll(found));
        all.forEach((key, found) -> parameter(element.kind(), key, found, values));
    }

    private void declared(ConfigElement parameter, Map<String, List<Property>> all) {
        String key = parameter.get("key");
        String value = parameter.get("value");
        if (key == null || value == null || key.isBlank()) {
            problems.add("parameter: it needs a key and a value", parameter.place());
            return;
        }
        for (Attribute each : parameter.attributes()) {
            if (SettingTable.find(ElementKind.PARAMETER, each.name()) == null) {
                problems.add(
                        SettingTable.unknown(ElementKind.PARAMETER, each.name()), each.place());
            }
        }
        boolean hidden = Boolean.parseBoolean(parameter.get("hide"));
        all.computeIfAbsent(hidden ? "." + key : key, any -> new ArrayList<>())
                .add(new Property(value, parameter.place()));
    }

    private void parameter(ElementKind kind, String key, List<Property> found, Values values) {
        Setting setting = byParameter(kind, key);
        if (setting != null) {
            add(values, kind, setting, candidates(setting, kind, found));
            return;
        }
        List<Candidate> candidates =
                found.stream()
                        .map(each -> new Candidate(each.value(), kind, each.place()))
                        .toList();
        values.add(key, null, candidates);
    }

    /** A parameter may be a setting by its name in URLs. */
    private static @Nullable Setting byParameter(ElementKind kind, String key) {
        for (Setting setting : SettingTable.of(kind)) {
            if (key.equals(setting.parameter())) {
                return setting;
            }
        }
        return null;
    }
}
