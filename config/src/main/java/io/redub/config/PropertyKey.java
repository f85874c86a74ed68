package io.redub.config;

import io.redub.extension.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a property, understood: {@code dubbo.protocol.port}, {@code dubbo.protocols.ID.port},
 * {@code dubbo.service.INTERFACE.METHOD.timeout}. Its canonical form has the setting's own name.
 *
 * @param canonical without {@code redub.} or {@code dubbo.}; null if the name means nothing
 * @param problem why it means nothing; null if it does
 */
record PropertyKey(@Nullable String canonical, @Nullable String problem) {
    private static final String PARAMETERS = "parameters.";

    /** What belongs to no element, or to a front end. */
    private static final Set<String> GLOBAL = Set.of("properties.file", "service.shutdown.wait");

    /** What Spring Boot users name the packages with that are looked through. */
    private static final String SCAN = "scan.";

    /**
     * @param name with its prefix {@code redub.} or {@code dubbo.}
     */
    static PropertyKey of(String name) {
        String rest = name.substring(name.indexOf('.') + 1);
        if (GLOBAL.contains(rest) || rest.startsWith(SCAN)) {
            return new PropertyKey(rest, null);
        }
        int dot = rest.indexOf('.');
        String head = SettingTable.kebab(dot < 0 ? rest : rest.substring(0, dot));
        Optional<ElementKind> tag = ElementKind.ofTag(head);
        ElementKind plural = plural(head);
        if (dot < 0 || tag.isEmpty() && plural == null) {
            return unknown(head);
        }
        String tail = rest.substring(dot + 1);
        if (plural != null) {
            int end = tail.indexOf('.');
            return end < 0
                    ? new PropertyKey(null, "'" + name + "' ends with an id, not with a setting")
                    : at(plural, head + "." + tail.substring(0, end), tail.substring(end + 1));
        }
        return at(tag.orElseThrow(), head, tail);
    }

    private static @Nullable ElementKind plural(String head) {
        for (ElementKind kind : ElementKind.values()) {
            if (kind.plural().equals(head)) {
                return kind;
            }
        }
        return null;
    }

    /** Whether the first part of a name is an element's, or looks as if it should be one. */
    static boolean concernsAnElement(String name) {
        if (!name.startsWith("dubbo.") && !name.startsWith("redub.")) {
            return false;
        }
        String rest = name.substring(name.indexOf('.') + 1);
        String head = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
        return GLOBAL.contains(rest)
                || NearestName.of(SettingTable.kebab(head), heads()).isPresent();
    }

    private static List<String> heads() {
        List<String> heads = new ArrayList<>();
        for (ElementKind kind : ElementKind.values()) {
            heads.add(kind.tag());
            heads.add(kind.plural());
        }
        return heads;
    }

    private static PropertyKey unknown(String head) {
        return new PropertyKey(
                null,
                "unknown element '"
                        + head
                        + "'"
                        + NearestName.meant(head, heads())
                        + " (expected: one of "
                        + String.join(", ", heads())
                        + ")");
    }

    private static PropertyKey at(ElementKind kind, String prefix, String tail) {
        if (tail.startsWith(PARAMETERS)) {
            return new PropertyKey(prefix + "." + tail, null);
        }
        boolean callable = kind == ElementKind.SERVICE || kind == ElementKind.REFERENCE;
        int parameters = callable ? tail.indexOf("." + PARAMETERS) : -1;
        if (parameters >= 0) {
            return new PropertyKey(prefix + "." + tail, null);
        }
        Setting whole = SettingTable.find(kind, tail);
        if (whole != null) {
            return new PropertyKey(prefix + "." + whole.name(), null);
        }
        int last = tail.lastIndexOf('.');
        if (callable && last > 0) {
            String name = tail.substring(last + 1);
            Setting setting = SettingTable.find(kind, name);
            setting = setting == null ? SettingTable.find(ElementKind.METHOD, name) : setting;
            if (setting != null) {
                return new PropertyKey(
                        prefix + "." + tail.substring(0, last) + "." + setting.name(), null);
            }
            return new PropertyKey(null, SettingTable.unknown(kind, name));
        }
        // dubbo.protocol.ID.port: how Dubbo 2 named what is dubbo.protocols.ID.port since.
        Setting own =
                last > 0 && !kind.single() && kind.compareTo(ElementKind.SERVICE) < 0
                        ? SettingTable.find(kind, tail.substring(last + 1))
                        : null;
        return own == null
                ? new PropertyKey(null, SettingTable.unknown(kind, tail))
                : new PropertyKey(prefix + "." + tail.substring(0, last) + "." + own.name(), null);
    }

    /** The form that environment variables have: upper case, everything else an underscore. */
    static String environment(String canonical) {
        return canonical.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
