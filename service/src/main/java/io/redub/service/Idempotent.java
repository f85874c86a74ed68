package io.redub.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that calling the method twice does no more than calling it once, so that a call may be tried
 * again even if the first try may have run. On an interface: all its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {
    /**
     * The attachment with which a single call says that it may run twice: the provider knows such a
     * call again by its value.
     */
    String ID = "idempotency-id";
}
