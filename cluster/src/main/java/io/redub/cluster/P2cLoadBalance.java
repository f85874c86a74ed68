package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * The power of two choices: of two drawn by weight, the one with the lower latency × calls under
 * way. The latency goes up at once and down slowly, so that it is soon noticed when a provider
 * becomes slow.
 */
public final class P2cLoadBalance implements LoadBalance {
    private final TwoChoices choices;

    public P2cLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public P2cLoadBalance(LongUnaryOperator random) {
        this.choices =
                new TwoChoices(
                        random,
                        (load, now) ->
                                TwoChoices.cost(
                                        load, now, load.peakNanos(now), load.underWay(now)));
    }

    @Override
    public boolean usesLoad() {
        return true;
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        return choices.of(candidates, call.method().index());
    }
}
