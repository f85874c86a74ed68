package io.redub.cluster;

import io.redub.extension.SPI;
import io.redub.service.Invoker;

/** A way to make many providers behave as one: what is done when a call to one of them fails. */
@SPI("failover")
public interface Cluster {
    /**
     * The invoker that stands for all providers of the directory, for calls of one method. Joined
     * anew whenever settings of the method change, so that a call sees all of them or none: what
     * has to outlive a change is kept elsewhere.
     *
     * @param options the settings of the method; whatever is not there is in {@link
     *     MethodOptions#settings()}, and is to be read here, not when a call is made
     * @throws IllegalArgumentException if a setting is wrong, with its name, value and what was
     *     expected
     */
    Invoker join(Directory directory, MethodOptions options);
}
