package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomLoadBalanceTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).methods().get(0));
    private static final int DRAWS = 100_000;

    private static double[] shares(long seed, int... weights) {
        Random random = new Random(seed);
        RandomLoadBalance balance = new RandomLoadBalance(random::nextLong);
        List<ProviderNode> nodes = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            nodes.add(new Node("host" + i, weights[i]));
        }
        Candidates candidates = Candidates.of(nodes);
        double[] shares = new double[weights.length];
        for (int i = 0; i < DRAWS; i++) {
            shares[nodes.indexOf(balance.select(candidates, CALL))] += 1.0 / DRAWS;
        }
        return shares;
    }

    /** Chi-square of the counts against the weights; 3 degrees of freedom at most are used here. */
    private static double chiSquare(double[] shares, int... weights) {
        double total = 0;
        for (int weight : weights) {
            total += weight;
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double expected = weights[i] / total;
            if (expected > 0) {
                double difference = shares[i] - expected;
                sum += difference * difference / expected * DRAWS;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoStrongMachinesAndAWeakOneGetFourFourTwo(long seed) {
        double[] shares = shares(seed, 4, 4, 2);
        assertThat(chiSquare(shares, 4, 4, 2)).as("seed %d", seed).isLessThan(13.8);
    }

    @Test
    void equalWeightsGetEqualShares() {
        assertThat(chiSquare(shares(7, 5, 5, 5, 5), 5, 5, 5, 5)).isLessThan(16.3);
    }

    @Test
    void weightZeroGetsNothingWhileOthersHaveSome() {
        assertThat(shares(9, 0, 3, 1)[0]).isZero();
    }

    @Test
    void ifAllWeightsAreZeroAllGetTheSame() {
        assertThat(chiSquare(shares(11, 0, 0), 1, 1)).isLessThan(10.8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverTheWeightsTheDrawnOneIsFound(long seed) {
        Random random = new Random(seed);
        for (int list = 0; list < 300; list++) {
            long[] sums = new long[1 + random.nextInt(40)];
            int largest = random.nextBoolean() ? 3 : Integer.MAX_VALUE;
            long total = 0;
            for (int i = 0; i < sums.length; i++) {
                total += random.nextInt(4) == 0 ? random.nextInt(largest) : random.nextInt(2);
                sums[i] = total;
            }
            for (int draw = 0; draw < 50 && total > 0; draw++) {
                long drawn = draw == 0 ? total - 1 : draw == 1 ? 0 : random.nextLong(total);
                int expected = 0;
                while (sums[expected] <= drawn) {
                    expected++;
                }
                assertThat(Candidates.indexAt(sums, drawn)).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    @Test
    void hugeWeightsDoNotOverflow() {
        double[] shares = shares(13, Integer.MAX_VALUE, Integer.MAX_VALUE / 2, 7);
        assertThat(shares[0]).isPositive();
    }

    @Test
    void aColdProviderGetsAShareThatGrowsWithItsUptime() {
        Weight weight = new Weight(100, 1_000_000, 600_000);
        assertThat(weight.at(1_000_000 - 5)).isEqualTo(1);
        assertThat(weight.at(1_000_000)).isEqualTo(1);
        assertThat(weight.at(1_060_000)).isEqualTo(10);
        assertThat(weight.at(1_300_000)).isEqualTo(50);
        assertThat(weight.at(1_600_000)).isEqualTo(100);
        assertThat(new Weight(100, 0, 600_000).at(5)).isEqualTo(100);
        assertThat(new Weight(-3, 0, 600_000).at(5)).isZero();
    }
}
