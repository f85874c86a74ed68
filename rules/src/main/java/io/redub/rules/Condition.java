package io.redub.rules;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One side of a condition rule: {@code host=10.0.0.*&method!=find,list&attachments[user]=vip}. All
 * terms must hold. A term holds if the value is one of those after {@code =} and none of those
 * after {@code !=}; what is not there is none of them. Immutable.
 */
final class Condition {
    private static final Pattern TOKEN = Pattern.compile("([&!=,]*)\\s*([^&!=,\\s]+)");
    private static final Pattern OF_CALL =
            Pattern.compile("(arguments|attachments)\\[([^\\]]+)\\]");
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})?~(-?\\d{1,18})?");

    private final List<Term> terms;

    private Condition(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * @throws IllegalArgumentException if it cannot be understood, with the place
     */
    static Condition parse(String text) {
        Map<String, Term> terms = new LinkedHashMap<>();
        Term term = null;
        List<String> values = null;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String separator = matcher.group(1);
            String content = matcher.group(2);
            if (!text.substring(end, matcher.start()).isBlank()) {
                throw wrong(text, end);
            }
            end = matcher.end();
            if (term == null ? separator.isEmpty() : separator.equals("&")) {
                term = terms.computeIfAbsent(content, Condition::term);
                values = null;
            } else if (term != null && separator.equals("=")) {
                values = term.matches;
                values.add(content);
            } else if (term != null && separator.equals("!=")) {
                values = term.mismatches;
                values.add(content);
            } else if (values != null && separator.equals(",")) {
                values.add(content);
            } else {
                throw wrong(text, matcher.start());
            }
        }
        if (!text.substring(end).isBlank()) {
            throw wrong(text, end);
        }
        for (Term each : terms.values()) {
            if (each.matches.isEmpty() && each.mismatches.isEmpty()) {
                throw new IllegalArgumentException(
                        "condition '"
                                + text
                                + "': "
                                + each.key
                                + " has no value (expected: "
                                + each.key
                                + "=value or "
                                + each.key
                                + "!=value)");
            }
        }
        return new Condition(List.copyOf(terms.values()));
    }

    private static IllegalArgumentException wrong(String text, int index) {
        return new IllegalArgumentException(
                "condition '"
                        + text
                        + "': cannot be understood at character "
                        + (index + 1)
                        + " (expected: key=value,value&key!=value)");
    }

    private static Term term(String key) {
        Matcher matcher = OF_CALL.matcher(key);
        if (!matcher.matches()) {
            return new Term(key, null, -1, new ArrayList<>(), new ArrayList<>());
        }
        String inner = matcher.group(2);
        if (matcher.group(1).equals("attachments")) {
            return new Term(key, inner, -1, new ArrayList<>(), new ArrayList<>());
        }
        if (!inner.matches("\\d{1,3}")) {
            throw new IllegalArgumentException(
                    "condition: '" + key + "' (expected: arguments[n], n being 0 or more)");
        }
        return new Term(key, null, Integer.parseInt(inner), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Whether a provider is meant.
     *
     * @param consumer whose parameters {@code $name} stands for
     */
    boolean matches(URL provider, URL consumer) {
        for (Term term : terms) {
            if (!term.holds(sample(provider, term.key), consumer)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A parameter that every provider that is meant has, with one of a few values: providers can be
     * looked up by it.
     */
    record Exact(String key, Set<String> values) {}

    /**
     * What providers can be looked up by; null if there is nothing of the kind.
     *
     * @param consumer whose parameters {@code $name} stands for
     */
    @Nullable Exact exact(URL consumer) {
        for (Term term : terms) {
            Set<String> values = term.literals(consumer);
            if (values != null) {
                return new Exact(term.key, values);
            }
        }
        return null;
    }

    /** What a term with this key is about, at a provider or a consumer; null: nothing there. */
    static @Nullable String of(URL url, String key) {
        return sample(url, key);
    }

    /**
     * Which calls of the method by this consumer are meant.
     *
     * @return null: none; a predicate that always holds is {@link #ALL}
     */
    @Nullable Predicate<Invocation> of(URL consumer, MethodModel method) {
        List<Term> left = new ArrayList<>();
        for (Term term : terms) {
            if (term.attachment != null
                    || term.argument >= 0
                    || term.isMethod() && isGeneric(method)) {
                left.add(term);
            } else {
                String value = term.isMethod() ? method.name() : sample(consumer, term.key);
                if (!term.holds(value, consumer)) {
                    return null;
                }
            }
        }
        return left.isEmpty()
                ? ALL
                : call -> left.stream().allMatch(term -> term.holds(term.value(call), consumer));
    }

    static final Predicate<Invocation> ALL = call -> true;

    private static boolean isGeneric(MethodModel method) {
        return method.builtIn() && method.name().startsWith("$invoke");
    }

    private static @Nullable String sample(URL url, String key) {
        return switch (key) {
            case "host" -> url.getHost();
            case "port" -> Integer.toString(url.getPort());
            case "protocol" -> url.getProtocol();
            case "address" -> url.getAddress();
            default -> url.getParameter(key);
        };
    }

    /**
     * @param attachment of the call, if it is about one
     * @param argument of the call, by its index; -1: it is not about one
     */
    private record Term(
            String key,
            @Nullable String attachment,
            int argument,
            List<String> matches,
            List<String> mismatches) {

        boolean isMethod() {
            return key.equals("method") || key.equals("methods");
        }

        @Nullable String value(Invocation call) {
            if (attachment != null) {
                return text(call.attachment(attachment));
            }
            @Nullable Object[] arguments = call.arguments();
            int index = isMethod() ? 0 : argument;
            return index < arguments.length ? text(arguments[index]) : null;
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }

        /** The values there may be; null if they cannot be listed. */
        @Nullable Set<String> literals(URL consumer) {
            if (matches.isEmpty()) {
                return null;
            }
            Set<String> values = new HashSet<>();
            for (String pattern : matches) {
                if (pattern.startsWith("$")) {
                    String own = sample(consumer, pattern.substring(1));
                    if (own != null) {
                        values.add(own);
                    }
                } else if (pattern.indexOf('*') >= 0 || pattern.indexOf('~') >= 0) {
                    return null;
                } else {
                    values.add(pattern);
                }
            }
            return values;
        }

        boolean holds(@Nullable String value, URL consumer) {
            if (value == null) {
                return matches.isEmpty();
            }
            return (matches.isEmpty() || any(matches, value, consumer))
                    && !any(mismatches, value, consumer);
        }

        private static boolean any(List<String> patterns, String value, URL consumer) {
            for (String pattern : patterns) {
                if (pattern.startsWith("$")
                        ? value.equals(sample(consumer, pattern.substring(1)))
                        : Glob.matches(pattern, value) || inRange(pattern, value)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean inRange(String pattern, String value) {
            if (pattern.indexOf('~') < 0 || !value.matches("-?\\d{1,18}")) {
                return false;
            }
            Matcher ends = RANGE.matcher(pattern);
            long number = Long.parseLong(value);
            return ends.matches()
                    && (ends.group(1) == null || number >= Long.parseLong(ends.group(1)))
                    && (ends.group(2) == null || number <= Long.parseLong(ends.group(2)));
        }
    }
}
