package io.redub.cluster;

import org.jspecify.annotations.Nullable;

/** Reads a setting that is a whole number within bounds. */
final class WholeNumber {
    private WholeNumber() {}

    /**
     * @param usual what it is if there is no text
     * @throws IllegalArgumentException if it is no number or not within the bounds
     */
    static int read(String name, @Nullable String text, int usual, int least, int most) {
        if (text == null) {
            return usual;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(unexpected(name, text, least, most), e);
        }
        throw new IllegalArgumentException(unexpected(name, text, least, most));
    }

    private static String unexpected(String name, String text, int least, int most) {
        String expected = most == Integer.MAX_VALUE ? "≥ " + least : least + ".." + most;
        return name
                + ": '"
                + text
                + "' (expected: "
                + (least == Integer.MIN_VALUE ? "a whole number" : expected)
                + ")";
    }
}
