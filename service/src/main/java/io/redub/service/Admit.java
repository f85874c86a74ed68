package io.redub.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names classes that may cross although no signature names them. On a service interface or a method
 * of it: what its values may hold where less is declared, such as an {@code Object}. On a class or
 * interface of values: its subclasses, wherever that type is declared.
 *
 * <p>Only classes of users: naming one of the JDK that is not carried anyway is an error when the
 * service is exported or referred to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Admit {
    Class<?>[] value();
}
