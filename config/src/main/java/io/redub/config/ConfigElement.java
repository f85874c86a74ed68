package io.redub.config;

import io.redub.extension.NearestName;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One element of a configuration as somebody wrote it: a kind, settings by name with the places
 * where they stand, and elements within it. Nothing is checked here; that is done at start, for all
 * elements at once. Immutable.
 */
public final class ConfigElement {
    /** A setting as it was written. */
    record Attribute(String name, String value, Place place) {}

    private final ElementKind kind;
    private final Place place;
    private final List<Attribute> attributes;
    private final List<ConfigElement> children;

    private ConfigElement(
            ElementKind kind,
            Place place,
            List<Attribute> attributes,
            List<ConfigElement> children) {
        this.kind = kind;
        this.place = place;
        this.attributes = List.copyOf(attributes);
        this.children = List.copyOf(children);
    }

    /** An empty element that stands in the line of code that calls this. */
    public static ConfigElement of(ElementKind kind) {
        return of(kind, Place.caller());
    }

    /** An empty element that stands at this place. */
    public static ConfigElement of(ElementKind kind, Place place) {
        return new ConfigElement(kind, place, List.of(), List.of());
    }

    /** An element by its XML tag; an unknown one is an error that names the nearest. */
    public static ConfigElement ofTag(String tag, Place place) {
        return of(
                ElementKind.ofTag(tag)
                        .orElseThrow(
                                () ->
                                        new RpcException(
                                                StatusCode.CONFIGURATION, noTag(tag, place))),
                place);
    }

    private static String noTag(String tag, Place place) {
        List<String> tags = new ArrayList<>();
        for (ElementKind kind : ElementKind.values()) {
            tags.add(kind.tag());
        }
        return "unknown element '"
                + tag
                + "'"
                + NearestName.meant(tag, tags)
                + " (expected: one of "
                + String.join(", ", tags)
                + "), from "
                + place;
    }

    /**
     * With this setting, which stands where the element does.
     *
     * @param name of {@link SettingTable}, in kebab or camel case, or the parameter's name in URLs
     */
    public ConfigElement set(String name, String value) {
        return set(name, value, place);
    }

    /** With this setting, written at its own place; a setting of the same name is replaced. */
    public ConfigElement set(String name, String value, Place where) {
        List<Attribute> changed = new ArrayList<>(attributes);
        changed.removeIf(each -> each.name().equals(name));
        changed.add(new Attribute(name, value, where));
        return new ConfigElement(kind, place, changed, children);
    }

    /**
     * The same, but a wrong name or value is an error at once.
     *
     * @throws RpcException with the code CONFIGURATION
     */
    ConfigElement checked(String name, String value) {
        Setting setting = SettingTable.find(kind, name);
        if (setting == null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    SettingTable.unknown(kind, name) + ", from " + Place.caller());
        }
        try {
            setting.read(name, value);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    kind.tag() + " " + e.getMessage() + ", from " + Place.caller(),
                    e);
        }
        return set(name, value, Place.caller());
    }

    /** A setting if this kind has one of that name, else a parameter. */
    ConfigElement checkedParameter(String key, String value) {
        if (key.isBlank() || key.indexOf('&') >= 0 || key.indexOf('=') >= 0) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "parameter name: '" + key + "' (expected: text without & and =)");
        }
        return SettingTable.find(kind, key) == null
                ? parameter(key, value, Place.caller())
                : checked(key, value);
    }

    /**
     * With an element within it: a method, an argument or a parameter. What is said twice of one
     * method is put together, the later winning.
     */
    public ConfigElement add(ConfigElement child) {
        List<ConfigElement> changed = new ArrayList<>(children);
        String name = child.get("name");
        for (int i = 0; i < changed.size(); i++) {
            ConfigElement each = changed.get(i);
            if (child.kind == ElementKind.METHOD
                    && each.kind == ElementKind.METHOD
                    && Objects.equals(each.get("name"), name)) {
                changed.set(i, each.with(child));
                return new ConfigElement(kind, place, attributes, changed);
            }
        }
        changed.add(child);
        return new ConfigElement(kind, place, attributes, changed);
    }

    /** With a parameter of any name, which is kept and passed on as it is. */
    public ConfigElement parameter(String key, String value) {
        return parameter(key, value, place);
    }

    /** The same, written at its own place. */
    public ConfigElement parameter(String key, String value, Place where) {
        List<ConfigElement> changed = new ArrayList<>(children);
        changed.removeIf(each -> each.kind == ElementKind.PARAMETER && key.equals(each.get("key")));
        changed.add(of(ElementKind.PARAMETER, where).set("key", key).set("value", value));
        return new ConfigElement(kind, place, attributes, changed);
    }

    /** With all that another element of this kind has; what both have is the other's. */
    public ConfigElement with(ConfigElement other) {
        ConfigElement merged = this;
        for (Attribute each : other.attributes) {
            merged = merged.set(each.name(), each.value(), each.place());
        }
        for (ConfigElement child : other.children) {
            merged = merged.add(child);
        }
        return merged;
    }

    public ElementKind kind() {
        return kind;
    }

    public Place place() {
        return place;
    }

    /** The elements within it, in the order they were written. */
    public List<ConfigElement> children() {
        return children;
    }

    /** What was written for the setting, under any of its names; null if nothing. */
    public @Nullable String get(String name) {
        Attribute found = find(name);
        return found == null ? null : found.value();
    }

    @Nullable Attribute find(String name) {
        String canonical = SettingTable.kebab(name);
        for (Attribute each : attributes) {
            if (SettingTable.kebab(each.name()).equals(canonical)) {
                return each;
            }
        }
        return null;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return "<" + kind.tag() + "> (" + place + ")";
    }
}
