package io.redub.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one element, of an element and those behind it, or of a method: under each key
 * the values that were given, the winning one first. Mutable while it is put together.
 */
final class Values {
    /**
     * A setting that was given.
     *
     * @param setting null for a parameter of any other name
     */
    record Item(@Nullable Setting setting, List<Candidate> candidates) {
        Candidate winner() {
            return candidates.get(0);
        }

        /** Whether it goes into URLs. */
        boolean inUrl() {
            return setting == null || setting.parameter() != null;
        }
    }

    private final Map<String, Item> items = new LinkedHashMap<>();

    /** The parameter's name, or the setting's if it is in no URL. */
    static String key(Setting setting) {
        String parameter = setting.parameter();
        return parameter == null ? setting.name() : parameter;
    }

    void add(Setting setting, List<Candidate> candidates) {
        add(key(setting), setting, candidates);
    }

    /** Adds values behind those there are. */
    void add(String key, @Nullable Setting setting, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        Item known = items.get(key);
        List<Candidate> all = new ArrayList<>(known == null ? List.of() : known.candidates());
        all.addAll(candidates);
        items.put(key, new Item(setting, List.copyOf(all)));
    }

    /** Adds what outer elements say; a setting that is added up wins as the sum of both. */
    void addOuter(String key, Item outer) {
        Item inner = items.get(key);
        Setting setting = outer.setting();
        add(key, setting, outer.candidates());
        if (inner != null && setting != null && setting.cumulative()) {
            Candidate first = outer.winner();
            Candidate then = inner.winner();
            Candidate sum =
                    new Candidate(
                            first.value() + "," + then.value(),
                            then.level(),
                            new Place(
                                    then.place().source(), first.place() + " and " + then.place()));
            List<Candidate> all = new ArrayList<>(List.of(sum));
            all.addAll(inner.candidates());
            all.addAll(outer.candidates());
            items.put(key, new Item(setting, List.copyOf(all)));
        }
    }

    Map<String, Item> items() {
        return items;
    }

    @Nullable Item item(String key) {
        return items.get(key);
    }

    @Nullable String get(String key) {
        Item item = items.get(key);
        return item == null ? null : item.winner().value();
    }

    String get(String key, String defaultValue) {
        String value = get(key);
        return value == null ? defaultValue : value;
    }

    boolean flag(String key, boolean defaultValue) {
        String value = get(key);
        return value == null ? defaultValue : Boolean.parseBoolean(value);
    }

    long number(String key, long defaultValue) {
        String value = get(key);
        return value == null ? defaultValue : Long.parseLong(value);
    }

    /** Names separated by commas; empty if nothing was given. */
    List<String> names(String key) {
        String value = get(key);
        return value == null || value.isBlank() ? List.of() : List.of(value.split("\\s*,\\s*"));
    }

    /** The winning values of what goes into URLs, by parameter name. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        items.forEach(
                (key, item) -> {
                    if (item.inUrl()) {
                        parameters.put(key, item.winner().value());
                    }
                });
        return parameters;
    }
}
