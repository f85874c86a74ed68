package io.redub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service to call: stands at a field, at a setter, at a parameter of a constructor or bean
 * method, or at a bean method whose body is then not called. The type is the service's interface.
 * What is not given comes from elsewhere, as in XML; numbers and flags are arrays only so that "not
 * given" can be told, write {@code timeout = 500}. Texts may have placeholders. References that say
 * the same share one object.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface RedubReference {
    /** The interface of a service that is called by a GenericService. */
    String interfaceName() default "";

    /** Its name in properties such as {@code redub.references.ID.timeout}. */
    String id() default "";

    /** Several with commas, or {@code *}. */
    String group() default "";

    String version() default "";

    /** Addresses to call past registries, separated by semicolons. */
    String url() default "";

    /** Ids of registries; by default all. */
    String[] registry() default {};

    /** Take only providers of this protocol. */
    String protocol() default "";

    /** Id of the consumer element with defaults. */
    String consumer() default "";

    /** How long one try may take; ms, ≥ 1. */
    int[] timeout() default {};

    /** Further tries after the first; ≥ 0. */
    int[] retries() default {};

    String loadbalance() default "";

    String cluster() default "";

    /** Whether a missing provider is an error at start. */
    boolean[] check() default {};

    /** Whether connections are made at the first call. */
    boolean[] lazy() default {};

    /** Most calls at once; 0 is no limit. */
    int[] actives() default {};

    String mock() default "";

    /** {@code local} or {@code remote}. */
    String scope() default "";

    String validation() default "";

    String cache() default "";

    boolean[] async() default {};

    /** Whether it stays with one provider while that is up. */
    boolean[] sticky() default {};

    /** Whether calls stay in this JVM. */
    boolean[] injvm() default {};

    String reconnect() default "";

    String generic() default "";

    /** Class that runs in the consumer around the reference. */
    String stub() default "";

    String proxy() default "";

    String serialization() default "";

    /** Names of filters; {@code -name} takes one out. */
    String[] filter() default {};

    /** Connections of a reference's own to a provider; 0 shares one. */
    int[] connections() default {};

    /** Most callback objects of one connection. */
    int[] callbacks() default {};

    String owner() default "";

    String layer() default "";

    String tag() default "";

    RedubMethod[] methods() default {};

    /** Any other settings and parameters: key, value, key, value. */
    String[] parameters() default {};
}
