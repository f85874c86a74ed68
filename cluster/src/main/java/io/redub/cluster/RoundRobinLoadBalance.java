package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One after the other, each as often as its weight says, evenly spread over time. When the list
 * changes it goes on where it was, so that no change favours anybody; where it begins is random, so
 * that many consumers do not begin with the same provider. What a provider that is down should have
 * got goes to the others at random.
 */
public final class RoundRobinLoadBalance implements LoadBalance {
    private final LongUnaryOperator random;
    private final RandomLoadBalance rest;
    private volatile @Nullable StrideSchedule latest;

    public RoundRobinLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public RoundRobinLoadBalance(LongUnaryOperator random) {
        this.random = random;
        this.rest = new RandomLoadBalance(random);
    }

    @Override
    public LoadBalance forMethod(MethodModel method, URL settings) {
        return new RoundRobinLoadBalance(random);
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        if (candidates.whole() != candidates) {
            return rest.select(candidates, call);
        }
        return candidates.derived(this, this::schedule).next();
    }

    private StrideSchedule schedule(Candidates candidates) {
        StrideSchedule before = latest;
        StrideSchedule schedule =
                new StrideSchedule(
                        candidates,
                        before == null
                                ? random.applyAsLong(candidates.size())
                                : before.turnIn(candidates));
        latest = schedule;
        return schedule;
    }
}
