package io.redub.bench.micro;

import io.redub.bench.balancing.Balancer;
import io.redub.cluster.Candidates;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.NodeLoad;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** One choice among many providers of different weights, each with its own latency. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class BalancingBenchmark {
    private static final int CALLS = 1024;

    @Param public Balancer balancer = Balancer.RANDOM;

    @Param({"10", "1000", "10000"})
    public int providers;

    /** The calls under way at each provider: none at most, or some at all. */
    @Param({"idle", "busy"})
    public String state = "idle";

    @SuppressWarnings("NullAway.Init") // by prepare()
    private LoadBalance balance;

    @SuppressWarnings("NullAway.Init") // by prepare()
    private Candidates candidates;

    private final Invocation[] calls = new Invocation[CALLS];
    private int next;

    private interface Service {
        void call(String key);
    }

    private record Node(String address, int weight, NodeLoad load) implements ProviderNode {
        @Override
        public URL url() {
            return URL.of("virtual", address, 1, "virtual");
        }

        @Override
        public NodeLoad load(int method) {
            return load;
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public CompletionStage<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            throw new UnsupportedOperationException("only chosen, not called");
        }
    }

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        balance = balancer.make(bound -> ThreadLocalRandom.current().nextLong(bound));
        candidates =
                Candidates.of(
                        IntStream.range(0, providers).mapToObj(i -> node(i, random)).toList());
        MethodModel method = ServiceModel.of(Service.class).named("call").get(0);
        for (int i = 0; i < CALLS; i++) {
            calls[i] = Invocation.of(method, "customer-" + i * 31);
        }
    }

    private Node node(int i, SplittableRandom random) {
        NodeLoad load = new NodeLoad();
        load.began();
        load.ended(System.nanoTime(), random.nextLong(1_000_000, 10_000_000), true);
        int underWay = state.equals("busy") ? random.nextInt(1, 20) : i % 4 == 0 ? 1 : 0;
        for (int call = 0; call < underWay; call++) {
            load.began();
        }
        return new Node("10.0." + i / 250 + "." + i % 250 + ":20880", 50 + i % 3 * 50, load);
    }

    @Benchmark
    public ProviderNode choose() {
        int call = next++ & CALLS - 1;
        return balance.select(candidates, calls[call]);
    }
}
