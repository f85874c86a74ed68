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

    String validation() default "";

    String cache() default "";

    boolean[] async() default {};

    boolean[] sticky() default {};

    boolean[] deprecated() default {};

    /** {@code bean.method} that is called before a call of a reference. */
    String oninvoke() default "";

    /** {@code bean.method} that is called with the result. */
    String onreturn() default "";

    /** {@code bean.method} that is called with the exception. */
    String onthrow() default "";

    /** Whether an answer is wanted; false sends and goes on. */
    boolean[] isReturn() default {};

    /** Any other settings and parameters: key, value, key, value. */
    String[] parameters() default {};
}
