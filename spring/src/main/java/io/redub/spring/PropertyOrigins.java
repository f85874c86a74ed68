package io.redub.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * Tells where properties of Spring's environment stand. A bean of this type is asked, if there is
 * one; without it, places are the names of property sources. Thread-safe.
 */
@FunctionalInterface
public interface PropertyOrigins {
    /** Such as {@code application.yml:12}; null if it is not known. */
    @Nullable String place(PropertySource<?> source, String name);
}
