package io.redub.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The fields of a rule in YAML (or JSON, which is YAML), with clear errors for what is not as
 * expected. Only texts, numbers, flags, lists and maps come out of it, never objects of other
 * classes, and nothing that refers to itself.
 */
final class Fields {
    /** Characters of one rule; ZooKeeper takes no more than a mebibyte anyway. */
    static final int MAX_CHARS = 1 << 18;

    /** Conditions, tags, addresses and the like in one list. */
    private static final int MAX_ITEMS = 10_000;

    private final String path;
    private final Map<?, ?> values;

    private Fields(String path, Map<?, ?> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * @throws IllegalArgumentException if the text is no YAML, or is not a map
     */
    static Fields read(String text) {
        if (load(text) instanceof Map<?, ?> map) {
            return new Fields("", map);
        }
        throw new IllegalArgumentException("it is no map of fields (expected: YAML, key: value)");
    }

    /** The document, whatever it is; null if it is empty. */
    static @Nullable Object load(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "it has "
                            + text.length()
                            + " characters (expected: at most "
                            + MAX_CHARS
                            + ")");
        }
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(MAX_CHARS)
                        // Without aliases nothing can be larger than it looks, or endless.
                        .setMaxAliasesForCollections(0)
                        .setAllowRecursiveKeys(false)
                        .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("it is no YAML: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it nests too deeply (expected: a few levels)", e);
        }
    }

    /**
     * These fields, of which each narrows what a rule is for: one that is not known must not be
     * passed over, or the rule would be for more.
     *
     * @throws IllegalArgumentException if there is another one
     */
    Fields with(String... known) {
        for (Object key : values.keySet()) {
            if (!List.of(known).contains(String.valueOf(key))) {
                throw wrong(String.valueOf(key), "no field but " + String.join(", ", known));
            }
        }
        return this;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    @Nullable String text(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong(key, "a text");
        }
        return value.toString().strip();
    }

    String text(String key, String otherwise) {
        String value = text(key);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    boolean flag(String key, boolean otherwise) {
        String value = text(key, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    int number(String key, int otherwise, int least) {
        String value = text(key, Integer.toString(otherwise));
        if (!value.matches("-?[0-9]{1,9}") || Integer.parseInt(value) < least) {
            throw wrong(key, "a whole number" + (least > Integer.MIN_VALUE ? " ≥ " + least : ""));
        }
        return Integer.parseInt(value);
    }

    /** The texts of a list; empty if it is not set. A single text counts as a list of one. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object each : items(key)) {
            if (each == null || each instanceof Map || each instanceof List) {
                throw wrong(key, "a list of texts");
            }
            texts.add(each.toString().strip());
        }
        return texts;
    }

    /** The maps of a list; empty if it is not set. */
    List<Fields> maps(String key) {
        List<Fields> maps = new ArrayList<>();
        for (Object each : items(key)) {
            if (!(each instanceof Map<?, ?> map)) {
                throw wrong(key, "a list of maps");
            }
            maps.add(new Fields(path + key + "[" + maps.size() + "].", map));
        }
        return maps;
    }

    private List<?> items(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        if (items.size() > MAX_ITEMS) {
            throw wrong(key, "at most " + MAX_ITEMS + " items, not " + items.size());
        }
        return items;
    }

    @Nullable Fields map(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(key, "a map");
        }
        return new Fields(path + key + ".", map);
    }

    /** All fields as texts. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Object key : values.keySet()) {
            String name = String.valueOf(key);
            String value = text(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        return all;
    }

    IllegalArgumentException wrong(String key, String expected) {
        Object value = values.get(key);
        String shown =
                value instanceof Map
                        ? "a map"
                        : value instanceof List ? "a list" : "'" + value + "'";
        return new IllegalArgumentException(
                path + key + ": " + shown + " (expected: " + expected + ")");
    }
}
