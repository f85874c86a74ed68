package io.redub.rules;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What Dubbo's v3.0 rules say of a text: exact, prefix, regex, wildcard, empty, noempty. */
final class TextMatch {
    private static final int MAX_STEPS = 100_000;

    private TextMatch() {}

    /**
     * @throws IllegalArgumentException if there is no such kind of match
     */
    static Predicate<@Nullable String> of(Fields fields) {
        for (Map.Entry<String, String> entry : fields.all().entrySet()) {
            String wanted = entry.getValue();
            switch (entry.getKey()) {
                case "exact":
                    return wanted::equals;
                case "prefix":
                    return text -> text != null && text.startsWith(wanted);
                case "regex":
                    return regex(wanted);
                case "wildcard":
                    return text -> text != null && Glob.matches(wanted, text);
                case "empty":
                    return text -> text == null || text.isEmpty();
                case "noempty":
                    return text -> text != null && !text.isEmpty();
                default:
                    throw fields.wrong(
                            entry.getKey(),
                            "one of exact, prefix, regex, wildcard, empty, noempty");
            }
        }
        throw new IllegalArgumentException(
                "a match without a condition (expected: one of exact, prefix, regex, wildcard,"
                        + " empty, noempty)");
    }

    /** Of a list of these under {@code oneof}. */
    static Predicate<@Nullable String> oneOf(Fields fields) {
        List<Predicate<@Nullable String>> any =
                fields.maps("oneof").stream().map(TextMatch::of).toList();
        return text -> any.stream().anyMatch(each -> each.test(text));
    }

    private static Predicate<@Nullable String> regex(String wanted) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(wanted);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("regex: '" + wanted + "': " + e.getDescription(), e);
        }
        return text -> {
            try {
                return text != null && pattern.matcher(new Counted(text)).matches();
            } catch (TooManySteps | StackOverflowError e) {
                return false;
            }
        };
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("a regular expression looked at too many characters", null, false, false);
        }
    }

    /** A text that is not looked at for ever: some expressions never end otherwise. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
