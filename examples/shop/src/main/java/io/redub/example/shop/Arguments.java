package io.redub.example.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words and the {@code --name value} pairs of a command line. */
record Arguments(List<String> words, Map<String, String> options) {
    /**
     * @throws IllegalArgumentException if an option is unknown or lacks its value
     */
    static Arguments parse(String[] args, String... known) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            if (!name.startsWith("--")) {
                words.add(name);
                continue;
            }
            if (!Arrays.asList(known).contains(name)) {
                throw new IllegalArgumentException(
                        "unknown option " + name + " (expected: " + String.join(", ", known) + ")");
            }
            if (++i == args.length) {
                throw new IllegalArgumentException("option " + name + " lacks its value");
            }
            options.put(name, args[i]);
        }
        return new Arguments(List.copyOf(words), options);
    }

    String text(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /**
     * @throws IllegalArgumentException if the value is no whole number from 0 to {@code max}
     */
    int number(String name, int otherwise, int max) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, text, max, e);
        }
        throw wrong(name, text, max, null);
    }

    private static IllegalArgumentException wrong(
            String name, String text, int max, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                name + ": '" + text + "' (expected: a whole number, 0.." + max + ")", cause);
    }
}
