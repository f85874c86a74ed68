package io.redub.config;

import io.redub.extension.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings there are, read from {@code settings.table}. Names, values, defaults, the reference
 * page, the XML schema and editors' metadata come from here.
 */
public final class SettingTable {
    private static final Map<String, String> GROUPS =
            Map.of(
                    "@refer", "reference consumer",
                    "@serve", "service provider",
                    "@face", "service provider reference consumer",
                    "@call", "method service provider reference consumer");

    private static final List<Setting> ALL = load();
    private static final Map<ElementKind, Map<String, Setting>> BY_NAME = index();

    private SettingTable() {}

    /** Every setting, in the table's order. */
    public static List<Setting> all() {
        return ALL;
    }

    /** The settings that an element of this kind may have. */
    public static List<Setting> of(ElementKind kind) {
        return ALL.stream().filter(each -> each.elements().contains(kind)).toList();
    }

    /**
     * The setting that this name means at an element of this kind; null if there is none.
     *
     * @param name in kebab or camel case, a former one, or the parameter's name in URLs
     */
    public static @Nullable Setting find(ElementKind kind, String name) {
        return byName(kind).get(kebab(name));
    }

    private static Map<String, Setting> byName(ElementKind kind) {
        return BY_NAME.getOrDefault(kind, Map.of());
    }

    /** For messages: that there is no such setting, which was meant, and which there are. */
    public static String unknown(ElementKind kind, String name) {
        List<String> names = of(kind).stream().map(Setting::name).sorted().toList();
        String meant = NearestName.meant(kebab(name), names);
        return "unknown setting '"
                + name
                + "' of "
                + kind.tag()
                + (meant.isEmpty()
                        ? " (expected: one of " + String.join(", ", names) + ")"
                        : meant);
    }

    /**
     * {@code useAsConfigCenter} and {@code use.as.config.center} as {@code use-as-config-center}.
     */
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replace('.', '-')
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    private static List<Setting> load() {
        List<Setting> settings = new ArrayList<>();
        try (InputStream in = SettingTable.class.getResourceAsStream("settings.table")) {
            if (in == null) {
                throw new IllegalStateException("settings.table is missing beside SettingTable");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    settings.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(settings);
    }

    private static Setting parse(String line) {
        String[] columns = line.split(" \\| ", -1);
        if (columns.length != 7) {
            throw new IllegalStateException("settings.table: not 7 columns: " + line);
        }
        List<String> names = List.of(columns[0].split(" "));
        String parameter =
                switch (columns[1]) {
                    case "=" -> names.get(0).replace('-', '.');
                    case "-" -> null;
                    default -> columns[1];
                };
        String[] value = columns[2].split(" unset ");
        return new Setting(
                names,
                parameter,
                SettingType.of(value[0]),
                value.length == 1 ? Set.of() : Set.of(value[1].split(",")),
                columns[3].equals("-") ? null : columns[3],
                elements(columns[4]),
                switch (columns[5]) {
                    case "yes" -> Setting.Effect.ACTS;
                    case "told" -> Setting.Effect.TELLS;
                    case "no" -> Setting.Effect.NOTHING;
                    default -> throw new IllegalStateException("settings.table: " + line);
                },
                columns[6]);
    }

    private static Set<ElementKind> elements(String column) {
        Set<ElementKind> kinds = EnumSet.noneOf(ElementKind.class);
        Arrays.stream(column.split(" "))
                .flatMap(word -> Arrays.stream(GROUPS.getOrDefault(word, word).split(" ")))
                .map(tag -> ElementKind.ofTag(tag).orElseThrow())
                .forEach(kinds::add);
        return Collections.unmodifiableSet(kinds);
    }

    private static Map<ElementKind, Map<String, Setting>> index() {
        Map<ElementKind, Map<String, Setting>> index = new EnumMap<>(ElementKind.class);
        for (Setting setting : ALL) {
            for (ElementKind kind : setting.elements()) {
                Map<String, Setting> names =
                        index.computeIfAbsent(kind, any -> new LinkedHashMap<>());
                for (String name : setting.names()) {
                    if (names.put(name, setting) != null) {
                        throw new IllegalStateException(
                                "settings.table: " + name + " of " + kind.tag() + " twice");
                    }
                }
            }
        }
        // A name of its own comes before another's parameter.
        for (Setting setting : ALL) {
            String parameter = setting.parameter();
            for (ElementKind kind : setting.elements()) {
                if (parameter != null) {
                    index.computeIfAbsent(kind, any -> new LinkedHashMap<>())
                            .putIfAbsent(kebab(parameter), setting);
                }
            }
        }
        return index;
    }
}
