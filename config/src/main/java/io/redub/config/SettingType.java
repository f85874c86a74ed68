package io.redub.config;

import io.redub.cluster.Cluster;
import io.redub.cluster.LoadBalance;
import io.redub.extension.ExtensionLoader;
import io.redub.extension.NearestName;
import io.redub.protocol.Protocol;
import io.redub.proxy.ProxyFactory;
import io.redub.serialize.Serialization;
import io.redub.service.Filter;
import io.redub.transport.Transporter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value of a setting may be; checks a text and brings it into its usual form. */
sealed interface SettingType {
    /**
     * The value as it goes into URLs.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    String read(String text);

    /** For messages and pages: what is expected. */
    String expected();

    /** The same, independent of the class path. */
    default String described() {
        return expected();
    }

    /** The values there are, where they can be told; else empty. */
    default List<String> choices() {
        return List.of();
    }

    /** The words of a text that Dubbo knows and Redub passes over, such as {@code -monitor}. */
    default List<String> passedOver(String text) {
        return List.of();
    }

    /** {@code true} or {@code false}. */
    record Flag() implements SettingType {
        @Override
        public String read(String text) {
            String value = text.toLowerCase(Locale.ROOT);
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException(expected() + NearestName.meant(text, choices()));
            }
            return value;
        }

        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public List<String> choices() {
            return List.of("true", "false");
        }
    }

    /** A whole number. */
    record Number(long least, long most) implements SettingType {
        @Override
        public String read(String text) {
            return within(text, least, most, expected());
        }

        @Override
        public String expected() {
            if (most == Integer.MAX_VALUE) {
                return least == Integer.MIN_VALUE ? "a whole number" : "≥ " + least;
            }
            return least + ".." + most;
        }
    }

    /** A time: a number of milliseconds, or a number with ms, s, m or h. */
    record Millis(long least) implements SettingType {
        private static final Pattern UNIT = Pattern.compile("(-?\\d+)\\s*(ms|s|m|h)");

        @Override
        public String read(String text) {
            Matcher matcher = UNIT.matcher(text);
            String number = text;
            if (matcher.matches()) {
                long factor =
                        switch (matcher.group(2)) {
                            case "ms" -> 1;
                            case "s" -> 1_000;
                            case "m" -> 60_000;
                            default -> 3_600_000;
                        };
                number =
                        new BigInteger(matcher.group(1))
                                .multiply(BigInteger.valueOf(factor))
                                .toString();
            }
            return within(number, least, Integer.MAX_VALUE, expected());
        }

        @Override
        public String expected() {
            return "≥ " + least + " ms, as a number of ms or with a unit: 500ms, 2s, 1m";
        }
    }

    private static String within(String text, long least, long most, String expected) {
        if (!text.matches("[+-]?\\d{1,18}")) {
            throw new IllegalArgumentException(expected);
        }
        long value = Long.parseLong(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException(expected);
        }
        return Long.toString(value);
    }

    /** What goes into service keys and paths. */
    record Name() implements SettingType {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._*,:/$-]+");

        @Override
        public String read(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(expected());
            }
            return text;
        }

        @Override
        public String expected() {
            return "letters, digits and . _ - / : , * $";
        }
    }

    /** Several names, separated by commas. */
    record Names() implements SettingType {
        @Override
        public String read(String text) {
            return text.replaceAll("\\s*[,;]\\s*", ",");
        }

        @Override
        public String expected() {
            return "names, separated by commas";
        }
    }

    /** Any text. */
    record Text() implements SettingType {
        @Override
        public String read(String text) {
            return text;
        }

        @Override
        public String expected() {
            return "text";
        }
    }

    /** One of a few words. */
    record Choice(List<String> choices) implements SettingType {
        @Override
        public String read(String text) {
            return oneOf(text, choices, expected());
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", choices);
        }
    }

    private static String oneOf(String text, Collection<String> names, String expected) {
        if (!names.contains(text)) {
            throw new IllegalArgumentException(expected + NearestName.meant(text, names));
        }
        return text;
    }

    /**
     * The name of an extension, or several.
     *
     * @param synonyms other words for a name; for none, if the word is one to be passed over
     */
    record Extension(Class<?> point, Map<String, String> synonyms, boolean several)
            implements SettingType {
        private static final List<Class<?>> POINTS =
                List.of(
                        Cluster.class,
                        LoadBalance.class,
                        Protocol.class,
                        ProxyFactory.class,
                        Filter.class,
                        Serialization.class,
                        Transporter.class);

        static Extension of(List<String> words, boolean several) {
            Map<String, String> synonyms = new LinkedHashMap<>();
            for (String word : words.subList(1, words.size())) {
                String[] pair = word.split(">", 2);
                synonyms.put(pair[0], pair[1]);
            }
            Class<?> point =
                    POINTS.stream()
                            .filter(each -> each.getSimpleName().equals(words.get(0)))
                            .findFirst()
                            .orElseThrow();
            return new Extension(point, synonyms, several);
        }

        @Override
        public String read(String text) {
            if (several) {
                List<String> names = new ArrayList<>(words(text));
                names.removeAll(passedOver(text));
                for (String name : names) {
                    String bare = name.startsWith("-") ? name.substring(1) : name;
                    if (!bare.equals("default") && !bare.isEmpty()) {
                        one(bare);
                    }
                }
                return String.join(",", names);
            }
            return one(synonyms.getOrDefault(text, text));
        }

        private static List<String> words(String text) {
            return List.of(text.split("\\s*,\\s*"));
        }

        @Override
        public List<String> passedOver(String text) {
            Set<String> here = names();
            return words(text).stream()
                    .filter(word -> several && "".equals(synonyms.get(word)))
                    .filter(word -> !here.contains(word.substring(word.startsWith("-") ? 1 : 0)))
                    .toList();
        }

        private String one(String name) {
            return name.equals("true") ? name : oneOf(name, names(), expected());
        }

        private Set<String> names() {
            return ExtensionLoader.getExtensionLoader(point).getSupportedExtensions().keySet();
        }

        @Override
        public List<String> choices() {
            return List.copyOf(names());
        }

        @Override
        public String described() {
            return (several ? "extensions of " : "an extension of ") + point.getSimpleName();
        }

        @Override
        public String expected() {
            return (several ? "extensions" : "an extension")
                    + " of "
                    + point.getSimpleName()
                    + ", here "
                    + String.join(", ", names());
        }
    }

    /** Reads the column {@code value} of the table. */
    static SettingType of(String column) {
        List<String> words = Arrays.asList(column.split(" +"));
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "flag" -> new Flag();
            case "int" -> new Number(bound(rest, 0), bound(rest, 1));
            case "millis" -> new Millis(bound(rest, 0));
            case "name" -> new Name();
            case "names" -> new Names();
            case "text" -> new Text();
            case "one" -> new Choice(List.copyOf(rest));
            case "ext" -> Extension.of(rest, false);
            case "exts" -> Extension.of(rest, true);
            default -> throw new IllegalArgumentException("no type '" + column + "'");
        };
    }

    private static long bound(List<String> rest, int side) {
        String[] bounds = rest.get(0).split("\\.\\.", -1);
        if (bounds[side].isEmpty()) {
            return side == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return Long.parseLong(bounds[side]);
    }
}
