package io.redub.cluster;

import io.redub.extension.SPI;
import io.redub.service.Invoker;

/** A way to make many providers behave as one: what is done when a call to one of them fails. */
@SPI("failover")
public interface Cluster {
    /** The one invoker that stands for all providers of the directory. */
    Invoker join(Directory directory);
}
