package io.redub.cluster;

import io.redub.service.Invoker;

/**
 * Calls one provider, and a second one if the first takes longer than 95 of 100 calls of late do,
 * but at least {@code hedge.delay}: whoever answers first wins, and the other is cancelled. Before
 * a hundred calls are known it waits for {@code hedge.delay}, or for half of the timeout if that is
 * not set. The second call is paid for from the retry budget.
 *
 * <p>Only for methods and calls that may run twice; others are made as under failover.
 */
public final class HedgeCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return new HedgeInvoker(directory, options);
    }
}
