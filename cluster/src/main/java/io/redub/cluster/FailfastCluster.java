package io.redub.cluster;

import io.redub.service.Invoker;

/** One try: a failure is told at once. For what must not run twice, and for callers in a hurry. */
public final class FailfastCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return new OneTry(directory, options);
    }
}
