package io.redub.bench.micro;

import java.util.Collection;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What is measured, and for how long.
 *
 * @param rounds in each, every library encodes and decodes every shape in JVMs of its own
 * @param warmUps iterations before those that count
 * @param iterations those that count, in each round
 * @param millis length of an iteration
 * @param forks 1; 0 measures in this JVM, where each disturbs the next
 */
record SerializationPlan(
        Collection<Shape> shapes,
        Collection<Library> libraries,
        int rounds,
        int warmUps,
        int iterations,
        int millis,
        int forks) {
    static SerializationPlan full() {
        return everything(3, 4, 3, 350);
    }

    static SerializationPlan quick() {
        return everything(1, 3, 2, 200);
    }

    private static SerializationPlan everything(
            int rounds, int warmUps, int iterations, int millis) {
        return new SerializationPlan(
                EnumSet.allOf(Shape.class),
                EnumSet.allOf(Library.class),
                rounds,
                warmUps,
                iterations,
                millis,
                1);
    }

    SerializationPlan only(
            Collection<Shape> fewerShapes, Collection<Library> fewerLibraries, int times) {
        return new SerializationPlan(
                fewerShapes, fewerLibraries, times, warmUps, iterations, millis, forks);
    }

    /** Both directions of one cell, once. */
    Options options(Shape shape, Library library) {
        TimeValue length = new TimeValue(millis, TimeUnit.MILLISECONDS);
        return new OptionsBuilder()
                .include(SerializationBenchmark.class.getName())
                .param("shape", shape.name())
                .param("library", library.name())
                .forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(length)
                .measurementIterations(iterations)
                .measurementTime(length)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
