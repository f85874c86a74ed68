package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.redub.cluster.Candidates;
import io.redub.cluster.Cluster;
import io.redub.cluster.ClusterInvoker;
import io.redub.cluster.Directory;
import io.redub.cluster.MethodOptions;
import io.redub.cluster.PolicyMemory;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.StaticDirectory;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Cluster} promises: always one result, whatever the providers do. Policies
 * differ in two things, of which each says what it does: how many providers a call goes to, and
 * whether a failure is told to the caller.
 */
public abstract class ClusterContractTest {
    /** How many providers have a call that all of them would answer. */
    public enum Reach {
        /** One; more only where a try failed that may be made again. */
        ONE,
        /** Several, since somebody chose a policy that does so. */
        SEVERAL,
        /** Every one. */
        ALL
    }

    private static final Invocation CALL =
            Invocation.of(ContractService.MODEL.named("text").get(0), "x");

    protected abstract Cluster cluster();

    /** How many providers a call goes to. */
    protected Reach reach() {
        return Reach.ONE;
    }

    /** Whether the caller is told that no provider answered. */
    protected boolean tellsFailures() {
        return true;
    }

    private Result call(ProviderNode... nodes) throws Exception {
        return call(CALL, nodes);
    }

    private Result call(Invocation call, ProviderNode... nodes) throws Exception {
        try (PolicyMemory memory = new PolicyMemory();
                Directory directory =
                        new StaticDirectory("contract", it -> list(it, memory, nodes), List.of())) {
            CompletionStage<Result> promise = new ClusterInvoker(directory).invoke(call);
            return promise.toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private ProviderList list(Directory directory, PolicyMemory memory, ProviderNode... nodes) {
        URL settings = URL.of("consumer", "127.0.0.1", 0, ContractService.class.getName());
        return new ProviderList(
                Candidates.of(List.of(nodes)),
                ContractService.MODEL.methods().stream()
                        .map(
                                method ->
                                        new MethodOptions(
                                                method,
                                                settings,
                                                500,
                                                2,
                                                false,
                                                (candidates, call) -> candidates.get(0),
                                                memory))
                        .map(options -> cluster().join(directory, options))
                        .toArray(Invoker[]::new),
                "nobody is there");
    }

    private static FixedNode failing(String address, Status status, AtomicInteger calls) {
        return new FixedNode(
                address,
                100,
                call -> {
                    calls.incrementAndGet();
                    return Result.failed(status);
                });
    }

    private static FixedNode failing(Status status, AtomicInteger calls) {
        return failing("bad", status, calls);
    }

    /** A failure that nobody answered is one for the caller too, or hidden from it: never both. */
    private void assertTold(Result result) {
        if (tellsFailures()) {
            assertThat(result).isInstanceOf(Result.Failure.class);
        } else {
            assertThat(result).isNotNull();
        }
    }

    @Test
    void theAnswerOfAProviderIsTheAnswer() throws Exception {
        assertThat(call(FixedNode.answering("only", 100))).isEqualTo(Result.value("only"));
        assertThat(call(FixedNode.answering("a", 100), FixedNode.answering("b", 100)))
                .isInstanceOf(Result.Value.class);
    }

    @Test
    void anAnswerThatComesLaterIsWaitedForWithoutAThread() throws Exception {
        CompletableFuture<Result> later = new CompletableFuture<>();
        Invoker slow = call -> later;
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
                .execute(() -> later.complete(Result.value("late")));
        assertThat(call(new FixedNode("slow", 100, slow))).isEqualTo(Result.value("late"));
    }

    @Test
    void withoutAProviderThereIsAResultToo() throws Exception {
        Result result = call();
        assertTold(result);
        if (result instanceof Result.Failure failure) {
            assertThat(failure.status().surelyNotExecuted()).isTrue();
        }
    }

    @Test
    void whatTheUsersMethodThrewIsNeverTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Status thrown = Status.application(new IllegalStateException("mine"));
        assertThat(call(failing(thrown, calls)))
                .isInstanceOfSatisfying(
                        Result.Failure.class,
                        failure -> assertThat(failure.status()).isEqualTo(thrown));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatMayHaveRunIsNotRepeatedUnasked() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Status lost = Status.of(StatusCode.NETWORK, Origin.AFTER_SEND, "lost");
        assertThat(call(failing(lost, calls)))
                .isInstanceOf(tellsFailures() ? Result.Failure.class : Result.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallReachesAsManyProvidersAsThePolicySays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Status lost = Status.of(StatusCode.NETWORK, Origin.AFTER_SEND, "lost");
        ProviderNode[] nodes =
                IntStream.range(0, 4)
                        .mapToObj(i -> failing("bad-" + i, lost, calls))
                        .toArray(ProviderNode[]::new);
        assertTold(call(nodes));
        switch (reach()) {
            case ONE -> assertThat(calls).hasValue(1);
            case SEVERAL -> assertThat(calls).hasValueBetween(2, 4);
            case ALL -> assertThat(calls).hasValue(4);
        }
    }

    @Test
    void noProviderHasACallTwiceWhileThereAreOthers() throws Exception {
        List<String> called = new CopyOnWriteArrayList<>();
        Status unsent = Status.of(StatusCode.NETWORK, Origin.BEFORE_SEND, "down");
        List<ProviderNode> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String address = "n" + i;
            nodes.add(
                    new FixedNode(
                            address,
                            100,
                            call -> {
                                called.add(address);
                                return Result.failed(unsent);
                            }));
        }
        assertTold(call(nodes.toArray(ProviderNode[]::new)));
        assertThat(called).doesNotHaveDuplicates();
    }

    @Test
    void whatACallCarriesArrives() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        FixedNode node =
                new FixedNode(
                        "n",
                        100,
                        call -> {
                            seen.add(call.arguments()[0]);
                            seen.add(call.attachments().get("k"));
                            return CompletableFuture.completedFuture(Result.NULL);
                        });
        call(CALL.withAttachment("k", "v").withAttachment("retries", 1), node);
        assertThat(seen).containsExactly("x", "v");
    }

    @Test
    void aFailureIsNeverTakenForASafeOneThatMayHaveRun() throws Exception {
        assumeThat(tellsFailures()).isTrue();
        Status lost = Status.of(StatusCode.TIMEOUT, Origin.AFTER_SEND, "late");
        Status unsent = Status.of(StatusCode.NETWORK, Origin.BEFORE_SEND, "down");
        AtomicInteger first = new AtomicInteger();
        Result result =
                call(
                        CALL.withAttachment("retries", 1),
                        failing("a", lost, first),
                        failing("b", unsent, new AtomicInteger()));
        if (first.get() > 0 && result instanceof Result.Failure failure) {
            assertThat(failure.status().surelyNotExecuted()).isFalse();
        }
    }

    @Test
    void everyKindOfFailureEndsInAResult() {
        Consumer<StatusCode> check =
                code -> {
                    for (Origin origin : Origin.values()) {
                        Status status = Status.of(code, origin, "no");
                        try {
                            assertThat(call(failing(status, new AtomicInteger()))).isNotNull();
                        } catch (Exception e) {
                            throw new AssertionError(code + " " + origin, e);
                        }
                    }
                };
        List.of(StatusCode.values()).forEach(check);
    }
}
