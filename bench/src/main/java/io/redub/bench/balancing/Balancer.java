package io.redub.bench.balancing;

import io.redub.cluster.AdaptiveLoadBalance;
import io.redub.cluster.ConsistentHashLoadBalance;
import io.redub.cluster.LeastActiveLoadBalance;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.P2cLoadBalance;
import io.redub.cluster.RandomLoadBalance;
import io.redub.cluster.RoundRobinLoadBalance;
import io.redub.cluster.ShortestResponseLoadBalance;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/** The built-in balancers, with a source of randomness of one's own. */
public enum Balancer {
    RANDOM(RandomLoadBalance::new),
    ROUNDROBIN(RoundRobinLoadBalance::new),
    CONSISTENTHASH(random -> new ConsistentHashLoadBalance()),
    LEASTACTIVE(LeastActiveLoadBalance::new),
    SHORTESTRESPONSE(ShortestResponseLoadBalance::new),
    P2C(P2cLoadBalance::new),
    ADAPTIVE(AdaptiveLoadBalance::new);

    private final Function<LongUnaryOperator, LoadBalance> maker;

    Balancer(Function<LongUnaryOperator, LoadBalance> maker) {
        this.maker = maker;
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public LoadBalance make(LongUnaryOperator random) {
        return maker.apply(random);
    }

    /** The value of the setting {@code loadbalance}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
