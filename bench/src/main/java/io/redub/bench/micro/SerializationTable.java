package io.redub.bench.micro;

import io.redub.bench.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** The samples of a {@link SerializationPlan} and the table that is made of them. */
final class SerializationTable {
    private static final String COLUMNS =
            """
            | shape | library | encode ns | + % | decode ns | + % | bytes \
            | encode B/op | decode B/op | encode × hessian-lite | decode × hessian-lite |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private record Cell(Shape shape, Library library, boolean encode) {}

    /**
     * One iteration.
     *
     * @param bytes length of the encoded payload; 0 for decoding
     */
    private record Sample(double nanos, double allocated, double bytes) {
        static Sample of(IterationResult result) {
            Map<String, Result> others = result.getSecondaryResults();
            Result bytes = others.get("bytes");
            return new Sample(
                    result.getPrimaryResult().getScore(),
                    Objects.requireNonNull(others.get("gc.alloc.rate.norm")).getScore(),
                    bytes == null ? 0 : bytes.getScore());
        }
    }

    private final SerializationPlan plan;
    private final Map<Cell, List<Sample>> samples = new HashMap<>();

    private SerializationTable(SerializationPlan plan) {
        this.plan = plan;
    }

    /**
     * Runs the plan: within each round, the libraries take turns on each shape.
     *
     * @param progress told a line per step
     */
    static SerializationTable measure(SerializationPlan plan, Consumer<String> progress)
            throws RunnerException {
        SerializationTable table = new SerializationTable(plan);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Shape shape : plan.shapes()) {
                for (Library library : plan.libraries()) {
                    table.add(shape, library);
                    progress.accept("round " + round + table.row(shape, library).trim());
                }
            }
        }
        return table;
    }

    private void add(Shape shape, Library library) throws RunnerException {
        Collection<RunResult> results = new Runner(plan.options(shape, library)).run();
        for (RunResult result : results) {
            Cell cell =
                    new Cell(shape, library, result.getPrimaryResult().getLabel().equals("encode"));
            List<Sample> all = samples.computeIfAbsent(cell, each -> new ArrayList<>());
            result.getBenchmarkResults().stream()
                    .flatMap(each -> each.getIterationResults().stream())
                    .map(Sample::of)
                    .forEach(all::add);
        }
    }

    String markdown() {
        StringBuilder out = new StringBuilder(header()).append('\n').append(COLUMNS);
        for (Shape shape : plan.shapes()) {
            for (Library library : plan.libraries()) {
                out.append(row(shape, library));
            }
        }
        return out.toString();
    }

    private String row(Shape shape, Library library) {
        Cell encode = new Cell(shape, library, true);
        Cell decode = new Cell(shape, library, false);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.0f | %,.0f | %.0f | %,.0f | %,.0f | %,.0f | %s | %s |%n",
                shape,
                library.label(),
                quartile(encode, Sample::nanos),
                spread(encode),
                quartile(decode, Sample::nanos),
                spread(decode),
                quartile(encode, Sample::bytes),
                quartile(encode, Sample::allocated),
                quartile(decode, Sample::allocated),
                ratio(encode),
                ratio(decode));
    }

    /** How many times faster than hessian-lite: a ratio of quartiles. */
    private String ratio(Cell cell) {
        Cell base = new Cell(cell.shape, Library.HESSIAN_LITE, cell.encode);
        return samples.containsKey(base)
                ? String.format(
                        Locale.ROOT,
                        "%.2f",
                        quartile(base, Sample::nanos) / quartile(cell, Sample::nanos))
                : "–";
    }

    /** What a quarter of the samples does not reach: the others met more of their neighbours. */
    private double quartile(Cell cell, ToDoubleFunction<Sample> figure) {
        double[] sorted = sorted(cell, figure);
        return sorted[(sorted.length - 1) / 4];
    }

    /** How far the median lies above the quartile, in percent of it. */
    private double spread(Cell cell) {
        double[] sorted = sorted(cell, Sample::nanos);
        return 100 * (sorted[sorted.length / 2] / quartile(cell, Sample::nanos) - 1);
    }

    private double[] sorted(Cell cell, ToDoubleFunction<Sample> figure) {
        double[] values =
                Objects.requireNonNull(samples.get(cell)).stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values;
    }

    private String header() {
        return """
               Machine: %s.

               JMH, average time on one thread, 1 GB heap. In each of %d rounds the libraries take \
               turns on each shape, every library and direction in a new JVM: %,d ms to warm up, then \
               %d iterations of %d ms. Shown is the lower quartile of all iterations, since what a \
               shared machine does beside can only add; + is how far their median lies above it; \
               × hessian-lite is a ratio of quartiles, more is faster. B/op is what was allocated on \
               the heap. Every JVM checked that its library decodes what it encoded into an equal \
               object.
               """
                .formatted(
                        Machine.describe(),
                        plan.rounds(),
                        plan.warmUpMillis(),
                        plan.iterations(),
                        plan.millis());
    }
}
