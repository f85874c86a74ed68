package io.redub.bench.micro;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One payload to bytes and back. A library that decodes something else than was encoded fails. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SerializationBenchmark {
    @Param public Shape shape = Shape.USER;
    @Param public Library library = Library.REDUB;

    @SuppressWarnings("NullAway.Init") // by prepare()
    private Codec codec;

    /** The length of what was encoded last, beside the times. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Size {
        private long length;

        /** Read by JMH at the end of an iteration. */
        public long bytes() {
            return length;
        }
    }

    @Setup
    public void prepare() throws Exception {
        codec = checked(library, shape);
    }

    /** A codec that was seen to decode what it encodes. */
    static Codec checked(Library library, Shape shape) throws Exception {
        Codec codec = library.codec(shape);
        codec.encode();
        Object decoded = codec.decode();
        if (!Objects.deepEquals(shape.sample(), decoded)) {
            throw new IllegalStateException(
                    "%s makes of %s: %s".formatted(library.label(), shape.label(), decoded));
        }
        return codec;
    }

    @Benchmark
    public void encode(Size size) throws Exception {
        size.length = codec.encode();
    }

    @Benchmark
    public Object decode() throws Exception {
        return codec.decode();
    }
}
