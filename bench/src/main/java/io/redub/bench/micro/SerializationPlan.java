package io.redub.bench.micro;

import java.util.Collection;
import java.util.EnumSet;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What is measured, and for how long.
 *
 * @param rounds in each, every library encodes and decodes every shape in JVMs of its own
 * @param warmUpMillis before what counts
 * @param iterations those that count, in each round
 * @param millis length of such an iteration: short, so that many are free of disturbance
 * @param forks 1; 0 measures in this JVM, where each disturbs the next
 */
record SerializationPlan(
        Collection<Shape> shapes,
        Collection<Library> libraries,
        int rounds,
        int warmUpMillis,
        int iterations,
        int millis,
        int forks) {
    static SerializationPlan full() {
        return everything(3, 2_000, 12, 100);
    }

    static SerializationPlan quick() {
        return everything(1, 1_000, 6, 100);
    }

    private static SerializationPlan everything(
            int rounds, int warmUpMillis, int iterations, int millis) {
        return new SerializationPlan(
                EnumSet.allOf(Shape.class),
                EnumSet.allOf(Library.class),
                rounds,
                warmUpMillis,
                iterations,
                millis,
                1);
    }

    SerializationPlan only(
            Collection<Shape> fewerShapes, Collection<Library> fewerLibraries, int times) {
        return new SerializationPlan(
                fewerShapes, fewerLibraries, times, warmUpMillis, iterations, millis, forks);
    }

    /** Both directions of one cell, once. */
    Options options(Shape shape, Library library) {
        return new OptionsBuilder()
                .include(SerializationBenchmark.class.getName())
                .param("shape", shape.name())
                .param("library", library.name())
                .forks(forks)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(warmUpMillis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
