package io.redub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Exports beans with {@link RedubService} and fills in {@link RedubReference}; stands at a
 * configuration class. Classes with {@link RedubService} in the packages named here become beans.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(AnnotatedClasses.class)
public @interface EnableRedub {
    /** Packages to look through with those below them; by default that of the class it is at. */
    String[] scanBasePackages() default {};

    /** Classes whose packages to look through. */
    Class<?>[] scanBasePackageClasses() default {};
}
