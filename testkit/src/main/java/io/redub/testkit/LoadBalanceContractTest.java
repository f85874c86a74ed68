package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Candidates;
import io.redub.cluster.LoadBalance;
import io.redub.service.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link LoadBalance} promises. */
public abstract class LoadBalanceContractTest {
    private static final Invocation CALL =
            Invocation.of(ContractService.MODEL.named("text").get(0), "x");

    protected abstract LoadBalance balance();

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
}
