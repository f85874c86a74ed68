package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the balancers that follow weights, and those that look at load, have in common. */
class BalancersTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).methods().get(0));
    private static final long MILLI = 1_000_000;

    private enum Kind {
        RANDOM(RandomLoadBalance::new),
        ROUNDROBIN(RoundRobinLoadBalance::new),
        LEASTACTIVE(LeastActiveLoadBalance::new),
        SHORTESTRESPONSE(ShortestResponseLoadBalance::new),
        P2C(P2cLoadBalance::new),
        ADAPTIVE(AdaptiveLoadBalance::new);

        private final Function<LongUnaryOperator, LoadBalance> maker;

        Kind(Function<LongUnaryOperator, LoadBalance> maker) {
            this.maker = maker;
        }

        LoadBalance seeded(long seed) {
            return maker.apply(new Random(seed)::nextLong);
        }
    }

    private final AtomicLong clock = new AtomicLong();

    private Candidates candidates(int... weights) {
        List<Node> nodes =
                IntStream.range(0, weights.length)
                        .mapToObj(i -> new Node("10.0.0." + i + ":20880", weights[i]))
                        .toList();
        return Candidates.of(nodes, clock::get);
    }

    private static int[] counts(LoadBalance balance, Candidates candidates, int calls) {
        int[] counts = new int[candidates.size()];
        for (int i = 0; i < calls; i++) {
            counts[candidates.indexOf(balance.select(candidates, CALL))]++;
        }
        return counts;
    }

    static Stream<Arguments> kindsAndSeeds() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(kind, seed)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndSeeds")
    void sharesFollowWeightsWhileAllAreIdle(Kind kind, long seed) {
        int[] weights = {100, 50, 200, 7, 0, 300, 1};
        int calls = 200_000;
        int[] counts = counts(kind.seeded(seed), candidates(weights), calls);
        double chiSquare = 0;
        for (int i = 0; i < weights.length; i++) {
            double expected = calls * weights[i] / 658.0;
            if (expected == 0) {
                assertThat(counts[i]).isZero();
            } else {
                chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
            }
        }
        // Five degrees of freedom, one in 100,000.
        assertThat(chiSquare).as("seed %d", seed).isLessThan(30.9);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutAnyWeightAllGetTheSame(Kind kind) {
        for (int count : counts(kind.seeded(5), candidates(0, 0, -3, 0), 40_000)) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSameSeedMakesTheSameChoices(Kind kind) {
        List<ProviderNode> first = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            LoadBalance balance = kind.seeded(9);
            Candidates candidates = candidates(3, 1, 4, 1, 5);
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ProviderNode node = balance.select(candidates, CALL);
                first.add(node);
                chosen.add(node.address());
            }
            if (run == 0) {
                addresses.addAll(chosen);
            } else {
                assertThat(chosen).isEqualTo(addresses);
            }
        }
        assertThat(first).hasSize(200);
    }

    /** Sends calls one after the other; who fails does so in a tenth of the time. */
    private int[] serve(LoadBalance balance, Candidates candidates, int failing, int calls) {
        int[] counts = new int[candidates.size()];
        for (int i = 0; i < calls; i++) {
            ProviderNode node = balance.select(candidates, CALL);
            int index = candidates.indexOf(node);
            counts[index]++;
            NodeLoad load = node.load(CALL.method().index());
            load.began();
            long elapsed = index == failing ? MILLI : 10 * MILLI;
            clock.addAndGet(elapsed);
            load.ended(clock.get(), elapsed, index != failing);
        }
        return counts;
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASTACTIVE", "SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void aProviderThatFailsFastAttractsNothing(Kind kind) {
        int[] counts = serve(kind.seeded(1), candidates(100, 100, 100, 100, 100), 2, 2_000);
        assertThat(counts[2]).isBetween(1, 40);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void everyProviderIsTriedSoon(Kind kind) {
        Candidates candidates = candidates(IntStream.range(0, 50).map(i -> 100).toArray());
        int[] counts = serve(kind.seeded(1), candidates, -1, 1_000);
        assertThat(counts).doesNotContain(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void oneThatWasNeverCalledIsTriedByOneCallAtATime(Kind kind) {
        Candidates candidates = candidates(100, 100);
        candidates.get(0).load(0).began();
        candidates.get(0).load(0).ended(clock.get(), 10 * MILLI, true);
        candidates.get(1).load(0).began();
        assertThat(counts(kind.seeded(1), candidates, 100)).containsExactly(100, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void oneThatWasSlowOnceIsTriedAgain(Kind kind) {
        Candidates candidates = candidates(100, 100);
        NodeLoad slow = candidates.get(1).load(0);
        slow.began();
        slow.ended(clock.get(), 5_000 * MILLI, false);
        LoadBalance balance = kind.seeded(1);
        assertThat(serve(balance, candidates, -1, 500)[1]).isZero();
        assertThat(serve(balance, candidates, -1, 10_000)[1]).isPositive();
    }

    /** One that was away for a while may have just started, or may hang. */
    @ParameterizedTest
    @EnumSource(names = {"SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void oneThatWasAwayForLongIsTriedByOneCallAtATime(Kind kind) {
        Candidates candidates = candidates(100, 100);
        NodeLoad away = candidates.get(0).load(0);
        NodeLoad busy = candidates.get(1).load(0);
        away.began();
        away.ended(clock.get(), 10 * MILLI, true);
        clock.addAndGet(600_000 * MILLI);
        busy.began();
        busy.ended(clock.get(), 10 * MILLI, true);
        LoadBalance balance = kind.seeded(1);
        for (int i = 0; i < 100; i++) {
            balance.select(candidates, CALL).load(0).began();
        }
        assertThat(away.inFlight()).isEqualTo(1);
        assertThat(busy.inFlight()).isEqualTo(99);
    }

    @Test
    void theFewestCallsUnderWayWinInProportionToTheWeight() {
        Candidates candidates = candidates(100, 100, 200);
        LoadBalance balance = Kind.LEASTACTIVE.seeded(1);
        for (int i = 0; i < 40; i++) {
            balance.select(candidates, CALL).load(0).began();
        }
        assertThat(candidates).extracting(node -> node.load(0).inFlight()).contains(10, 10, 20);
    }

    @Test
    void aProviderThatSaysItIsBusyIsSparedBeforeItIsSlow() {
        Candidates candidates = candidates(100, 100, 100);
        for (ProviderNode node : candidates) {
            node.load(0).began();
            node.load(0).ended(clock.get(), 10 * MILLI, true);
        }
        candidates.get(1).load(0).reported(clock.get(), 0.9);
        assertThat(counts(Kind.ADAPTIVE.seeded(1), candidates, 1_000)[1]).isZero();
        clock.addAndGet(60_000 * MILLI);
        assertThat(counts(Kind.ADAPTIVE.seeded(1), candidates, 1_000)[1]).isPositive();
    }
}
