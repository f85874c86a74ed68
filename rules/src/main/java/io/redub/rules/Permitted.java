package io.redub.rules;

import org.jspecify.annotations.Nullable;

/**
 * Which settings a rule may set. Whoever can write rules can redirect traffic, as in Dubbo, but is
 * not to choose classes, code or bounds of a process.
 */
@FunctionalInterface
public interface Permitted {
    /**
     * @param key the parameter, perhaps behind the name of a method: {@code find.timeout}
     * @return the value in its usual form; null if a rule may not set this: it is left out
     * @throws IllegalArgumentException if the value is wrong, with what was expected
     */
    @Nullable String value(String key, String value);
}
