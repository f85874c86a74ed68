package io.redub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which value every setting has, where it comes from, and which values lost. Immutable; its text
 * answers "why is my timeout 1000?".
 */
public final class Explanation {
    private static final Set<String> SECRETS = Set.of("password", "token");

    /**
     * One setting of a service, a reference, or one of their methods.
     *
     * @param subject such as {@code reference com.acme.Orders:1.0}
     * @param method null if it is the setting of the whole interface
     * @param setting its name, or a parameter's
     * @param candidates the value that counts, then those that lost
     */
    public record Line(
            String subject, @Nullable String method, String setting, List<Candidate> candidates) {
        /** The value that counts. */
        public Candidate winner() {
            return candidates.get(0);
        }

        /** The value of a candidate, or stars if it is nobody's business. */
        public String shown(int index) {
            String value = candidates.get(index).value();
            boolean secret = SECRETS.contains(setting) && !value.equals("true");
            return secret ? "***" : value;
        }
    }

    private final List<Line> lines;

    Explanation(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Every line, those of a service or reference together. */
    public List<Line> lines() {
        return lines;
    }

    /** The lines whose subject has this text in it, such as an interface. */
    public Explanation about(String subject) {
        return only(lines.stream().filter(line -> line.subject().contains(subject)).toList());
    }

    /** The lines of a method; where it has none of its own, those of the interface stand. */
    public Explanation method(String method) {
        List<Line> kept = new ArrayList<>();
        for (Line line : lines) {
            boolean own = method.equals(line.method());
            Setting setting = SettingTable.find(ElementKind.METHOD, line.setting());
            boolean stands =
                    line.method() == null
                            && setting != null
                            && lines.stream().noneMatch(each -> isFiner(each, line, method));
            if (own || stands) {
                kept.add(new Line(line.subject(), method, line.setting(), line.candidates()));
            }
        }
        return only(kept);
    }

    private static boolean isFiner(Line each, Line coarse, String method) {
        return method.equals(each.method())
                && each.subject().equals(coarse.subject())
                && each.setting().equals(coarse.setting());
    }

    /** The lines of a setting, by any of its names. */
    public Explanation setting(String name) {
        String wanted = SettingTable.kebab(name);
        return only(
                lines.stream()
                        .filter(line -> SettingTable.kebab(line.setting()).equals(wanted))
                        .toList());
    }

    private static Explanation only(List<Line> lines) {
        return new Explanation(lines);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String subject = null;
        String method = null;
        for (Line line : lines) {
            if (!line.subject().equals(subject)) {
                text.append(line.subject()).append('\n');
                subject = line.subject();
                method = null;
            }
            if (!Objects.equals(line.method(), method)) {
                text.append("  method ").append(line.method()).append('\n');
                method = line.method();
            }
            append(text, line);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Line line) {
        String indent = line.method() == null ? "  " : "    ";
        text.append(indent)
                .append(line.setting())
                .append(" = ")
                .append(shown(line, 0))
                .append('\n');
        for (int i = 1; i < line.candidates().size(); i++) {
            text.append(indent).append("    not ").append(shown(line, i)).append('\n');
        }
    }

    private static String shown(Line line, int index) {
        Candidate candidate = line.candidates().get(index);
        String where =
                candidate.place().source() == Source.DEFAULT
                        ? "default"
                        : candidate.level().tag() + ", " + candidate.place();
        return line.shown(index) + "  (" + where + ")";
    }

    /** Lines for a service or reference. */
    static List<Line> lines(String subject, Effective settings, List<Told> told) {
        List<Line> lines = new ArrayList<>();
        ElementKind kind = settings.element().kind();
        for (String key : keys(settings.values(), kind)) {
            lines.add(line(subject, null, key, settings, kind, told));
        }
        finer(settings, told)
                .forEach(
                        (method, keys) ->
                                keys.forEach(
                                        key ->
                                                lines.add(
                                                        line(
                                                                subject, method, key, settings,
                                                                kind, told))));
        return lines.stream().filter(line -> !line.candidates().isEmpty()).toList();
    }

    /** What is set for single methods, here or by the provider. */
    private static Map<String, Set<String>> finer(Effective settings, List<Told> told) {
        Map<String, Set<String>> finer = new TreeMap<>();
        settings.methods()
                .forEach(
                        (method, values) ->
                                finer.computeIfAbsent(method, any -> new TreeSet<>())
                                        .addAll(values.items().keySet()));
        for (Told each : told) {
            for (String parameter : each.parameters().keySet()) {
                int dot = parameter.indexOf('.');
                String key = parameter.substring(dot + 1);
                boolean known =
                        dot > 0
                                && SettingTable.of(ElementKind.METHOD).stream()
                                        .anyMatch(setting -> key.equals(setting.parameter()));
                if (known) {
                    finer.computeIfAbsent(parameter.substring(0, dot), any -> new TreeSet<>())
                            .add(key);
                }
            }
        }
        return finer;
    }

    private static List<String> keys(Values values, ElementKind kind) {
        Set<String> keys =
                SettingTable.of(kind).stream()
                        .filter(each -> each.defaultValue() != null && each.honoured())
                        .map(Values::key)
                        .collect(Collectors.toCollection(TreeSet::new));
        keys.addAll(values.items().keySet());
        return List.copyOf(keys);
    }

    private static Line line(
            String subject,
            @Nullable String method,
            String key,
            Effective settings,
            ElementKind kind,
            List<Told> told) {
        List<Candidate> all = new ArrayList<>();
        Values finer = method == null ? null : settings.methods().get(method);
        addAll(all, finer, key);
        if (method != null) {
            addTold(all, told, method + "." + key, ElementKind.METHOD);
        }
        addAll(all, settings.values(), key);
        addTold(all, told, key, ElementKind.SERVICE);
        String name = key;
        for (Setting setting : SettingTable.of(kind)) {
            if (Values.key(setting).equals(key)) {
                name = setting.name();
                String value = setting.defaultValue();
                if (value != null) {
                    all.add(new Candidate(value, kind, new Place(Source.DEFAULT, "default")));
                }
            }
        }
        return new Line(subject, method, name, all);
    }

    private static void addAll(List<Candidate> all, @Nullable Values values, String key) {
        Values.Item item = values == null ? null : values.item(key);
        if (item != null) {
            all.addAll(item.candidates());
        }
    }

    private static void addTold(
            List<Candidate> all, List<Told> told, String key, ElementKind level) {
        for (Told each : told) {
            String value = each.parameters().get(key);
            if (value != null) {
                all.add(
                        new Candidate(
                                value,
                                level,
                                new Place(Source.TOLD, "provider " + each.provider())));
            }
        }
    }

    /** What a provider tells its consumers of its settings. */
    record Told(String provider, Map<String, String> parameters) {}
}
