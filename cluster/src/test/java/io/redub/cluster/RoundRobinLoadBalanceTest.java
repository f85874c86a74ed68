package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.ServiceModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundRobinLoadBalanceTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).methods().get(0));

    private static List<Node> nodes(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Node("host" + (char) ('A' + i), weights[i]))
                .toList();
    }

    private static String turns(LoadBalance balance, Candidates candidates, int calls) {
        StringBuilder turns = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            String address = balance.select(candidates, CALL).address();
            turns.append(address.charAt(address.length() - 1));
        }
        return turns.toString();
    }

    @Test
    void equalWeightsTakeTurns() {
        LoadBalance balance = new RoundRobinLoadBalance(bound -> 1);
        assertThat(turns(balance, Candidates.of(nodes(100, 100, 100)), 7)).isEqualTo("BCABCAB");
    }

    @Test
    void everyRoundOfTenGoesFourFourTwoAndNobodyGetsThreeInARow() {
        LoadBalance balance = new RoundRobinLoadBalance(bound -> 0);
        String turns = turns(balance, Candidates.of(nodes(4, 4, 2)), 100);
        for (int i = 0; i < 100; i += 10) {
            char[] round = turns.substring(i, i + 10).toCharArray();
            Arrays.sort(round);
            assertThat(new String(round)).isEqualTo("AAAABBBBCC");
        }
        assertThat(turns).doesNotContain("AA", "BB", "CC");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyIsEverFarFromHisShare(long seed) {
        Random random = new Random(seed);
        int[] weights = random.ints(20, 1, 101).toArray();
        int total = Arrays.stream(weights).sum();
        List<Node> nodes = nodes(weights);
        Candidates candidates = Candidates.of(nodes);
        LoadBalance balance = new RoundRobinLoadBalance(random::nextLong);
        int[] counts = new int[weights.length];
        for (int call = 1; call <= 10_000; call++) {
            counts[nodes.indexOf(balance.select(candidates, CALL))]++;
            for (int i = 0; i < weights.length; i++) {
                assertThat(counts[i] - (double) call * weights[i] / total)
                        .as("seed %d, call %d, provider %d", seed, call, i)
                        .isBetween(-4.0, 4.0);
            }
        }
    }

    @Test
    void manyThreadsTogetherKeepTheShares() {
        List<Node> nodes = nodes(4, 4, 2);
        Candidates candidates = Candidates.of(nodes);
        LoadBalance balance = new RoundRobinLoadBalance();
        AtomicIntegerArray counts = new AtomicIntegerArray(3);
        CompletableFuture.allOf(
                        IntStream.range(0, 4)
                                .mapToObj(
                                        t ->
                                                CompletableFuture.runAsync(
                                                        () -> {
                                                            for (int i = 0; i < 25_000; i++) {
                                                                counts.incrementAndGet(
                                                                        nodes.indexOf(
                                                                                balance.select(
                                                                                        candidates,
                                                                                        CALL)));
                                                            }
                                                        }))
                                .toArray(CompletableFuture[]::new))
                .join();
        assertThat(counts.get(0)).isBetween(39_998, 40_002);
        assertThat(counts.get(2)).isBetween(19_998, 20_002);
    }

    @Test
    void afterAChangeItGoesOnWhereItWas() {
        List<Node> all = nodes(1, 1, 1, 1);
        LoadBalance balance = new RoundRobinLoadBalance(bound -> 0);
        assertThat(turns(balance, Candidates.of(all), 2)).isEqualTo("AB");
        assertThat(turns(balance, Candidates.of(List.of(all.get(0), all.get(1), all.get(3))), 2))
                .isEqualTo("DA");
        assertThat(turns(balance, Candidates.of(all), 4)).isEqualTo("BCDA");
    }

    @Test
    void aListThatChangesAfterEveryCallFavoursNobody() {
        List<Node> all = nodes(1, 1, 1, 1, 1, 1, 1, 1);
        LoadBalance balance = new RoundRobinLoadBalance(bound -> 0);
        Map<String, AtomicInteger> counts = new HashMap<>();
        for (int i = 0; i < 7_000; i++) {
            List<Node> now = i % 2 == 0 ? all : all.subList(0, 7);
            counts.computeIfAbsent(
                            balance.select(Candidates.of(now), CALL).address(),
                            absent -> new AtomicInteger())
                    .incrementAndGet();
        }
        for (Node node : all.subList(0, 7)) {
            assertThat(counts.get(node.address()).get()).as(node.address()).isBetween(700, 1_100);
        }
    }

    @Test
    void theShareOfOneThatIsDownIsSpreadOverAllOthers() {
        List<Node> all = nodes(1, 1, 1, 1, 1);
        all.get(0).available = false;
        Candidates candidates = Candidates.of(all);
        LoadBalance balance = new RoundRobinLoadBalance(new Random(1)::nextLong);
        int[] counts = new int[5];
        for (int i = 0; i < 10_000; i++) {
            counts[all.indexOf(candidates.select(balance, CALL))]++;
        }
        assertThat(counts[0]).isZero();
        for (int i = 1; i < 5; i++) {
            assertThat(counts[i]).isBetween(2_350, 2_650);
        }
    }

    @Test
    void aWeightThatGrowsIsHeededWithinASecondAndKeepsThePlace() {
        AtomicLong clock = new AtomicLong();
        AtomicInteger weight = new AtomicInteger(1);
        Node warm = new Node("warm", 100);
        Node cold = new Node("cold", weight::get);
        Candidates candidates = Candidates.of(List.of(warm, cold), clock::get);
        LoadBalance balance = new RoundRobinLoadBalance(bound -> 0);
        assertThat(turns(balance, candidates, 101)).containsOnlyOnce("d");
        weight.set(100);
        clock.addAndGet(2_000_000_000);
        assertThat(turns(balance, candidates, 10).chars().filter(c -> c == 'd')).hasSize(5);
    }
}
