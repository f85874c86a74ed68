package io.redub.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an extension point: the extension is chosen at each call from the URL among the
 * arguments. On a class: this class is the adaptive extension.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Adaptive {
    /**
     * URL parameter keys, tried in order. Default: the interface's simple name split at capitals,
     * joined with dots, in lower case ({@code LoadBalance} becomes {@code load.balance}). The key
     * {@code protocol} means the URL's scheme.
     */
    String[] value() default {};
}
