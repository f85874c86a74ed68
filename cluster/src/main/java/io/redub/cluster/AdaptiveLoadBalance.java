package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * Two choices that heed how busy the providers say they are: mean latency × calls under way ÷ what
 * is left of the machine. So a provider is spared that others keep busy, be it other consumers or
 * other programs, before its answers become slow. Providers that do not report, such as those of
 * Dubbo 2, count as half busy. Works with the attachments of Dubbo 3's balancer of the same name.
 */
public final class AdaptiveLoadBalance implements LoadBalance {
    /** A provider that is busier than this counts as this busy: it may still be the best. */
    private static final double BUSIEST = 0.95;

    /** Of one that does not say. */
    private static final double USUAL = 0.5;

    private final TwoChoices choices;

    public AdaptiveLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public AdaptiveLoadBalance(LongUnaryOperator random) {
        this.choices = new TwoChoices(random, AdaptiveLoadBalance::cost);
    }

    private static double cost(NodeLoad load, long now) {
        double said = load.reported(now);
        double left = 1 - (said == NodeLoad.UNREPORTED ? USUAL : Math.min(BUSIEST, said));
        return TwoChoices.cost(load, now, load.meanNanos(now), load.underWay(now)) / left;
    }

    @Override
    public boolean usesLoad() {
        return true;
    }

    @Override
    public boolean usesReports() {
        return true;
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        return choices.of(candidates, call.method().index());
    }
}
