package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastClusterTest {
    private final Policy policy = new Policy(new BroadcastCluster());

    private Node[] nodes(int count) {
        Node[] nodes =
                IntStream.range(0, count)
                        .mapToObj(i -> new Node("n" + i + ":1", 100))
                        .toArray(Node[]::new);
        policy.over(nodes);
        return nodes;
    }

    private static void answer(Node node, String text) {
        node.answers = call -> CompletableFuture.completedFuture(Result.value(text));
    }

    private static int calls(Node... nodes) {
        return Arrays.stream(nodes).mapToInt(node -> node.calls.get()).sum();
    }

    @Test
    void allAreCalledAndTheLastAnswerIsTheAnswer() {
        Node[] nodes = nodes(3);
        answer(nodes[2], "last");
        assertThat(policy.call()).isEqualTo(Result.value("last"));
        assertThat(nodes).allSatisfy(node -> assertThat(node.calls).hasValue(1));
    }

    @Test
    void oneFailureFailsTheCallAfterAllHadIt() {
        Node[] nodes = nodes(3);
        nodes[0].answers = call -> Policy.unsent();
        Status status = policy.failure();
        assertThat(nodes).allSatisfy(node -> assertThat(node.calls).hasValue(1));
        assertThat(status.message())
                .contains("of 3 providers 3 were asked and 1 failed: n0:1 network before it was");
        assertThat(status.surelyNotExecuted()).isFalse();
    }

    @Test
    void whatTheUsersMethodThrewIsThrown() {
        Node[] nodes = nodes(2);
        nodes[0].answers = call -> Policy.thrown();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(calls(nodes)).isEqualTo(2);
    }

    @Test
    void whereNobodyGotItTheFailureSaysSo() {
        Node[] nodes = nodes(2);
        nodes[0].answers = call -> Policy.unsent();
        nodes[1].answers = nodes[0].answers;
        assertThat(policy.failure().surelyNotExecuted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,10", "1,1", "10,1", "15,1", "30,3", "99,9", "100,10"})
    void aShareOfFailuresStopsIt(int percent, int called) {
        Node[] nodes = nodes(10);
        policy.set("broadcast.fail.percent", percent);
        for (Node node : nodes) {
            node.answers = call -> Policy.lost();
        }
        assertThat(policy.failure().message())
                .contains("of 10 providers " + called + " were asked and " + called + " failed");
        assertThat(calls(nodes)).isEqualTo(called);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "half"})
    void aShareThatIsNoneIsAnError(String percent) {
        assertThatThrownBy(() -> policy.set("broadcast.fail.percent", percent))
                .hasMessageContaining(
                        "broadcast.fail.percent: '" + percent + "' (expected: 0..100)");
    }

    @Test
    void oneIsCalledAfterTheOtherWithoutAThreadThatWaits() {
        Node[] nodes = nodes(3);
        List<CompletableFuture<Result>> answers = new ArrayList<>();
        for (Node node : nodes) {
            node.answers =
                    call -> {
                        CompletableFuture<Result> later = new CompletableFuture<>();
                        answers.add(later);
                        return later;
                    };
        }
        CompletableFuture<Result> answer = policy.start(Invocation.of(Policy.method("text")));
        for (int i = 0; i < 3; i++) {
            assertThat(answer).isNotDone();
            assertThat(answers).hasSize(i + 1);
            answers.get(i).complete(Result.value("n" + i));
        }
        assertThat(answer.join()).isEqualTo(Result.value("n2"));
    }

    @Test
    void thousandsOfProvidersNeedNoDeepStack() {
        Node[] nodes = nodes(20_000);
        AtomicInteger called = new AtomicInteger();
        for (Node node : nodes) {
            node.answers =
                    call -> {
                        called.incrementAndGet();
                        return CompletableFuture.completedFuture(Result.NULL);
                    };
        }
        assertThat(policy.call()).isEqualTo(Result.NULL);
        assertThat(called).hasValue(20_000);
    }

    @Test
    void whoIsDownIsCalledTooAndToldOf() {
        Node[] nodes = nodes(2);
        nodes[0].available = false;
        nodes[0].answers = call -> Policy.unsent();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NETWORK);
        assertThat(calls(nodes)).isEqualTo(2);
    }

    @Test
    void aProviderThatThrowsEndsTheCall() {
        nodes(1)[0].answers =
                call -> {
                    throw new IllegalStateException("broken");
                };
        assertThat(policy.failure().code()).isEqualTo(StatusCode.INTERNAL);
    }

    @Test
    void withoutProvidersTheErrorSaysWhy() {
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NO_PROVIDER);
    }

    @Test
    void whoTakesTheCallBackEndsIt() {
        Node[] nodes = nodes(3);
        Attempt second = new Attempt();
        nodes[1].answers = call -> second;
        assertThat(Withdrawable.withdraw(policy.start(Invocation.of(Policy.method("text")))))
                .isTrue();
        assertThat(second).isCancelled();
        assertThat(nodes[2].calls).hasValue(0);
    }
}
