package io.redub.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All samples of a run, and what they say. Not thread-safe. */
final class Results {
    private record Key(Side side, Cell cell) {}

    private final Map<Key, List<Sample>> samples = new HashMap<>();
    private final Map<Key, Long> errors = new HashMap<>();

    void add(Side side, Cell cell, Sample sample) {
        samples.computeIfAbsent(new Key(side, cell), key -> new ArrayList<>()).add(sample);
        addErrors(side, cell, sample.errors());
    }

    void addErrors(Side side, Cell cell, long count) {
        errors.merge(new Key(side, cell), count, Long::sum);
    }

    boolean has(Side side, Cell cell) {
        return samples.containsKey(new Key(side, cell));
    }

    long errors(Side side, Cell cell) {
        return errors.getOrDefault(new Key(side, cell), 0L);
    }

    long errors() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Median over the rounds. */
    double median(Side side, Cell cell, ToDoubleFunction<Sample> figure) {
        return median(of(side, cell).stream().mapToDouble(figure).toArray());
    }

    /** Half the distance between the worst and the best round, as a part of the median. */
    double spread(Side side, Cell cell) {
        double[] rates = of(side, cell).stream().mapToDouble(Sample::callsPerSecond).toArray();
        Arrays.sort(rates);
        return (rates[rates.length - 1] - rates[0]) / 2 / median(rates);
    }

    /** Median over the rounds of how many times as many calls per second as {@code other}. */
    double ratio(Side side, Side other, Cell cell) {
        List<Sample> mine = of(side, cell);
        List<Sample> theirs = of(other, cell);
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = mine.get(i).callsPerSecond() / theirs.get(i).callsPerSecond();
        }
        return median(ratios);
    }

    private List<Sample> of(Side side, Cell cell) {
        return samples.getOrDefault(new Key(side, cell), List.of());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
