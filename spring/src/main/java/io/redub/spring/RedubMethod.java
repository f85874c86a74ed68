package io.redub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings of the methods with a name, within {@link RedubService} or {@link RedubReference}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface RedubMethod {
    String name();

    /** How long one try may take; ms, ≥ 1. */
    int[] timeout() default {};

    /** Further tries after the first; ≥ 0. */
    int[] retries() default {};

    String loadbalance() default "";

    /** Most calls at once of one consumer; 0 is no limit. */
    int[] actives() default {};

    /** Most calls at once of one provider; 0 is no limit. */
    int[] executes() default {};

    String mock() default "";

    /** Any other settings and parameters: key, value, key, value. */
    String[] parameters() default {};
}
