package io.redub.rules;

/** A text in which {@code *} stands for any characters, matched without backtracking far. */
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        int last = pattern.lastIndexOf('*');
        String suffix = pattern.substring(last + 1);
        if (text.length() < star + suffix.length()
                || !text.startsWith(pattern.substring(0, star))
                || !text.endsWith(suffix)) {
            return false;
        }
        int from = star;
        int end = text.length() - suffix.length();
        for (String part : pattern.substring(star, last + 1).split("\\*")) {
            int found = text.indexOf(part, from);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }
}
