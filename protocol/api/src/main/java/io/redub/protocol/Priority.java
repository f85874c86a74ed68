package io.redub.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much a call matters while a provider has more than it can do, most important first. A class
 * may use a share of the provider's limit, counting what all classes have under way: so the last
 * one is refused first, and what is left is for those before it.
 */
public enum Priority {
    /** Refused last: up to the limit itself. */
    CRITICAL(0),
    /** The default: up to 80 % of the limit, less one. */
    NORMAL(1),
    /** Refused first: up to 60 % of the limit, less two. */
    SHEDDABLE(2);

    /**
     * Parameter of a service or method; on a consumer, the attachment of its calls. A call's own
     * class is the lower one of what it says and what the provider says of its method.
     */
    public static final String PRIORITY = "priority";

    /** Attachment by which a call asks for a class, in lower case. */
    public static final String ATTACHMENT = "redub.priority";

    /** Each class before it has this part of the limit to itself, and one call more. */
    private static final double KEPT = 0.2;

    private final int before;

    Priority(int before) {
        this.before = before;
    }

    /** Of a limit, how many calls may be under way for one of this class to begin; at least 1. */
    int partOf(int limit) {
        return Math.max(1, (int) (limit - before * (KEPT * limit + 1)));
    }

    /** The one that is refused earlier. */
    Priority lower(Priority other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** As it stands in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The class with this word, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Priority of(String word) {
        Priority found = find(word);
        if (found == null) {
            throw new IllegalArgumentException(
                    PRIORITY + ": '" + word + "' (expected: critical, normal or sheddable)");
        }
        return found;
    }

    /** The class that an attachment names; null if there is none, or what is there names none. */
    public static @Nullable Priority asked(@Nullable Object attachment) {
        return attachment instanceof String word ? find(word) : null;
    }

    private static @Nullable Priority find(String word) {
        for (Priority each : values()) {
            if (each.word().equalsIgnoreCase(word.strip())) {
                return each;
            }
        }
        return null;
    }
}
