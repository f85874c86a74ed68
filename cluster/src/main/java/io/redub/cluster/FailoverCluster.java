package io.redub.cluster;

import io.redub.service.Invoker;

/** Tries other providers when one fails. The default. */
public final class FailoverCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return new FailoverInvoker(directory, options);
    }
}
