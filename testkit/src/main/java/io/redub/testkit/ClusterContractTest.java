package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Candidates;
import io.redub.cluster.Cluster;
import io.redub.cluster.ClusterInvoker;
import io.redub.cluster.Directory;
import io.redub.cluster.MethodOptions;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every {@link Cluster} promises: always one result, whatever the providers do. */
public abstract class ClusterContractTest {
    private static final Invocation CALL =
            Invocation.of(ContractService.MODEL.named("text").get(0), "x");

    protected abstract Cluster cluster();

    private Result call(ProviderNode... nodes) throws Exception {
        try (Directory directory =
                new StaticDirectory("contract", it -> list(it, nodes), List.of())) {
            CompletionStage<Result> promise = new ClusterInvoker(directory).invoke(CALL);
            return promise.toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private ProviderList list(Directory directory, ProviderNode... nodes) {
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
                                                (candidates, call) -> candidates.get(0)))
                        .map(options -> cluster().join(directory, options))
                        .toArray(Invoker[]::new),
                "nobody is there");
    }

    private static FixedNode failing(Status status, AtomicInteger calls) {
        return new FixedNode(
                "bad",
                100,
                call -> {
                    calls.incrementAndGet();
                    return Result.failed(status);
                });
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
        assertThat(call()).isNotNull();
    }

    @Test
    void whatTheUsersMethodThrewIsNeverTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Status thrown = Status.application(new IllegalStateException("mine"));
        assertThat(call(failing(thrown, calls))).isNotNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatMayHaveRunIsNotRepeatedUnasked() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Status lost = Status.of(StatusCode.NETWORK, Origin.AFTER_SEND, "lost");
        assertThat(call(failing(lost, calls), failing(lost, calls))).isNotNull();
        assertThat(calls).hasValue(1);
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
