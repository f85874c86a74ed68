package io.redub.bench.micro;

import io.redub.bench.UserServiceBean;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/** One user and one page of users to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SerializationBenchmark {
    /** What is encoded. */
    public enum Payload {
        USER,
        PAGE
    }

    /** Who encodes it. */
    public enum Library {
        HESSIAN_LITE
    }

    @Param public Payload payload = Payload.USER;
    @Param public Library library = Library.HESSIAN_LITE;

    @SuppressWarnings("NullAway.Init") // by prepare()
    private Codec codec;

    @Setup
    public void prepare() throws IOException {
        UserServiceBean users = new UserServiceBean();
        Object object =
                switch (payload) {
                    case USER -> users.getUser(1_000_000);
                    case PAGE -> users.listUser(100_000);
                };
        codec =
                switch (library) {
                    case HESSIAN_LITE -> new HessianLiteCodec(object);
                };
        if (!object.equals(codec.decode())) {
            throw new IllegalStateException(library + " decodes something else: " + codec.decode());
        }
        System.out.println(library + " " + payload + ": " + codec.encode() + " bytes");
    }

    @Benchmark
    public int encode() throws IOException {
        return codec.encode();
    }

    @Benchmark
    public Object decode() throws IOException {
        return codec.decode();
    }
}
