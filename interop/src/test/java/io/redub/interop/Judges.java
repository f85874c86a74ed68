package io.redub.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a case asks for something only of Redub in this role, because the peers themselves are
 * known to fail it. A case without it holds in every role and also between two Dubbo peers.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Judges {
    Role value();

    /** Peers that fail even when Redub does right. */
    Side[] notWith() default {};

    /** Where Redub stands in the call. */
    enum Role {
        CONSUMER,
        PROVIDER
    }
}
