package io.redub.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Narrows or orders a wrapper: an extension with a constructor whose only parameter is the
 * extension point, put around every other extension. Without this annotation it wraps all of them,
 * with order 0.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Wrapper {
    /** Names of the extensions it wraps; empty: all. */
    String[] matches() default {};

    /** Names of the extensions it leaves alone; wins over {@link #matches()}. */
    String[] mismatches() default {};

    /** Lower is further out. */
    int order() default 0;
}
