package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redub.cluster.Candidates;
import io.redub.cluster.LoadBalance;
import io.redub.service.Invocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link LoadBalance} promises. */
public abstract class LoadBalanceContractTest {
    private static final Invocation CALL =
            Invocation.of(ContractService.MODEL.named("text").get(0), "x");

    protected abstract LoadBalance balance();

    /** Whether, of idle providers that are all alike, each gets its share by weight. */
    protected boolean sharesFollowWeights() {
        return false;
    }

    /** Whether a provider of weight 0 gets nothing while another one has some weight. */
    protected boolean heedsWeights() {
        return sharesFollowWeights();
    }

    private static Candidates nodes(int... weights) {
        return Candidates.of(
                IntStream.range(0, weights.length)
                        .mapToObj(i -> FixedNode.answering("node-" + i, weights[i]))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theChoiceIsAlwaysOneOfTheCandidates(long seed) {
        Random random = new Random(seed);
        LoadBalance balance = balance();
        for (int i = 0; i < 200; i++) {
            int[] weights = random.ints(2 + random.nextInt(9), 0, 300).toArray();
            Candidates candidates = nodes(weights);
            for (int call = 0; call < 20; call++) {
                assertThat(balance.select(candidates, CALL)).as("seed %d", seed).isIn(candidates);
            }
        }
    }

    @Test
    void candidatesWithoutWeightAreStillCandidates() {
        Candidates candidates = nodes(0, 0, 0);
        assertThat(balance().select(candidates, CALL)).isIn(candidates);
    }

    @Test
    void hugeWeightsDoNotOverflow() {
        Candidates candidates = nodes(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            assertThat(balance().select(candidates, CALL)).isIn(candidates);
        }
    }

    @Test
    void oneInstanceServesManyThreadsAndChangingCandidates() {
        LoadBalance balance = balance();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int size = 2 + t;
            threads.add(
                    CompletableFuture.runAsync(
                            () -> {
                                Candidates candidates = nodes(new int[size]);
                                for (int i = 0; i < 2_000; i++) {
                                    assertThat(balance.select(candidates, CALL)).isIn(candidates);
                                }
                            }));
        }
        threads.forEach(CompletableFuture::join);
    }

    @Test
    void twoStrongMachinesAndAWeakOneGetFourFourTwo() {
        assumeTrue(sharesFollowWeights());
        int calls = 30_000;
        Candidates candidates = nodes(4, 4, 2);
        int[] counts = counts(balance(), candidates, calls);
        double chiSquare = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = calls * candidates.get(i).weight() / 10.0;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        // Two degrees of freedom: by chance, once in 100,000 runs.
        assertThat(chiSquare).as("%s", Arrays.toString(counts)).isLessThan(23);
    }

    @Test
    void whoHasNoWeightGetsNothingWhileOthersHaveSome() {
        assumeTrue(heedsWeights());
        assertThat(counts(balance(), nodes(0, 3, 0, 1), 2_000))
                .satisfies(
                        counts -> {
                            assertThat(counts[0]).isZero();
                            assertThat(counts[2]).isZero();
                        });
    }

    /** What becomes of calls with different arguments. */
    private static int[] counts(LoadBalance balance, Candidates candidates, int calls) {
        int[] counts = new int[candidates.size()];
        for (int i = 0; i < calls; i++) {
            Invocation call = Invocation.of(CALL.method(), "x" + i);
            counts[candidates.indexOf(balance.select(candidates, call))]++;
        }
        return counts;
    }

    @Test
    void aListThatChangesWhileManyCallNeverYieldsOneOfBefore() {
        LoadBalance balance = balance();
        List<Candidates> lists =
                IntStream.range(2, 9).mapToObj(size -> nodes(new int[size])).toList();
        AtomicInteger current = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 2_000; i++) {
                                    int now = current.get();
                                    if (i % 20 == 0) {
                                        now = current.updateAndGet(it -> (it + 1) % lists.size());
                                    }
                                    Candidates candidates = lists.get(now);
                                    assertThat(balance.select(candidates, CALL)).isIn(candidates);
                                }
                            }));
        }
        threads.forEach(CompletableFuture::join);
    }
}
