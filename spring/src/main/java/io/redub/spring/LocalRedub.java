package io.redub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Keeps an application to itself, for its tests: references call beans of the same context that
 * implement the interface, nothing is exported, no registry is asked and no port is opened. Stands
 * at a test class of Spring Boot or at a configuration class. Of several beans the primary one is
 * taken; that there is none fails the start, or the call if the reference has {@code check=false}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(LocalReferences.Registrar.class)
public @interface LocalRedub {}
