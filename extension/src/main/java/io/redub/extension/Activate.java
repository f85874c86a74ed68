package io.redub.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An extension that takes part without being named, where its conditions hold. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Activate {
    /** Groups it is active in, such as {@code provider} or {@code consumer}; empty: in all. */
    String[] group() default {};

    /**
     * URL keys (or {@code key:value}) of which one must be set, for the service or a method; a
     * value of {@code false}, {@code 0}, {@code null} or {@code N/A} is not set. Empty:
     * unconditionally active.
     */
    String[] value() default {};

    /** Lower runs first (outermost). */
    int order() default 0;
}
