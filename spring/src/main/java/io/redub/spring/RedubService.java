package io.redub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * A bean to export as a service: stands at its class or at the method that makes it. What is not
 * given comes from elsewhere, as in XML; numbers and flags are arrays only so that "not given" can
 * be told, write {@code timeout = 500}. Texts may have placeholders.
 */
@Documented
@Component
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RedubService {
    /** The service's interface; by default the only one the bean has. */
    Class<?> interfaceClass() default void.class;

    /** The service's interface by its name; of a GenericService any name. */
    String interfaceName() default "";

    String group() default "";

    String version() default "";

    /** Where it is called; by default the interface's name. */
    String path() default "";

    /** Ids or names of protocols; by default all. */
    String[] protocol() default {};

    /** Ids of registries; by default all. */
    String[] registry() default {};

    /** Id of the provider element with defaults. */
    String provider() default "";

    /** For consumers that set none themselves; ms, ≥ 1. */
    int[] timeout() default {};

    /** For consumers that set none themselves; ≥ 0. */
    int[] retries() default {};

    String loadbalance() default "";

    String cluster() default "";

    /** Share of the traffic; ≥ 0. */
    int[] weight() default {};

    /** How long after start it is exported; ms. */
    int[] delay() default {};

    boolean[] export() default {};

    /** Whether it is entered into registries. */
    boolean[] register() default {};

    /** Most calls at once; 0 is no limit. */
    int[] executes() default {};

    String token() default "";

    String accesslog() default "";

    String validation() default "";

    String mock() default "";

    String cache() default "";

    /** Most calls at once of one consumer; 0 is no limit. */
    int[] actives() default {};

    /** How long the weight of a new provider grows; ms. */
    int[] warmup() default {};

    /** Whether entries vanish with the process that made them. */
    boolean[] dynamic() default {};

    /** Whether it should not be used any more. */
    boolean[] deprecated() default {};

    String document() default "";

    /** {@code local}, {@code remote} or {@code none}. */
    String scope() default "";

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
