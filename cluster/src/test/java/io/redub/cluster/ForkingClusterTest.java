package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkingClusterTest {
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Node c = new Node("c:1", 100);
    private final Attempt fromA = new Attempt();
    private final Attempt fromB = new Attempt();
    private final Attempt fromC = new Attempt();
    private final Policy policy = new Policy(new ForkingCluster()).over(a, b, c);

    @BeforeEach
    void answers() {
        a.answers = call -> fromA;
        b.answers = call -> fromB;
        c.answers = call -> fromC;
    }

    private CompletableFuture<Result> start() {
        return policy.start(Invocation.of(Policy.method("text")));
    }

    private int calls() {
        return a.calls.get() + b.calls.get() + c.calls.get();
    }

    @Test
    void twoDifferentProvidersAreCalledUnlessSomebodySaysOtherwise() {
        for (int i = 1; i <= 50; i++) {
            start();
            assertThat(calls()).isEqualTo(2 * i);
            assertThat(List.of(a.calls.get(), b.calls.get(), c.calls.get()))
                    .allMatch(count -> count <= calls() / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void noForksOrMoreThanThereAreMeansAll(int forks) {
        policy.set("forks", forks);
        start();
        assertThat(List.of(a.calls.get(), b.calls.get(), c.calls.get())).containsOnly(1);
    }

    @Test
    void theFirstAnswerWinsAndTheOthersAreCancelled() {
        policy.set("forks", 3);
        CompletableFuture<Result> answer = start();
        assertThat(answer).isNotDone();
        fromB.complete(Result.value("b"));
        assertThat(answer.join()).isEqualTo(Result.value("b"));
        assertThat(fromA).isCancelled();
        assertThat(fromC).isCancelled();
    }

    @Test
    void aFailureIsNoAnswerWhileOthersRun() {
        policy.set("forks", 3);
        CompletableFuture<Result> answer = start();
        fromA.complete(Policy.lost().join());
        fromB.completeExceptionally(new IllegalStateException("broken"));
        assertThat(answer).isNotDone();
        fromC.complete(Policy.thrown().join());
        assertThat(((Result.Failure) answer.join()).status().code())
                .isEqualTo(StatusCode.APPLICATION);
    }

    @Test
    void onceAllHaveFailedTheMessageTellsOfEach() {
        policy.set("forks", 3);
        CompletableFuture<Result> answer = start();
        fromA.complete(Policy.lost().join());
        fromB.complete(Policy.unsent().join());
        fromC.complete(Policy.failing(StatusCode.LIMIT_EXCEEDED, Origin.REMOTE).join());
        var status = ((Result.Failure) answer.join()).status();
        assertThat(status.message())
                .contains("tried 3 times")
                .contains("a:1 network after it was sent")
                .contains("b:1 network before it was sent")
                .contains("c:1 limit_exceeded as its answer");
        assertThat(status.surelyNotExecuted()).isFalse();
    }

    @Test
    void anAnswerThatIsThereAtOnceCallsNobodyElse() {
        a.answers = call -> CompletableFuture.completedFuture(Result.value("a"));
        policy.set("forks", 3).balance((candidates, call) -> candidates.get(0));
        assertThat(start().join()).isEqualTo(Result.value("a"));
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void whoIsDownIsNotCalledWhileOthersAreUp() {
        a.available = false;
        policy.set("forks", 3);
        start();
        policy.set("forks", 2);
        start();
        assertThat(a.calls).hasValue(0);
        assertThat(b.calls).hasValue(2);
        assertThat(c.calls).hasValue(2);
    }

    @Test
    void ifAllAreDownTheyAreCalledAllTheSame() {
        List.of(a, b, c).forEach(node -> node.available = false);
        policy.set("forks", 0);
        start();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void withoutProvidersTheErrorSaysWhy() {
        assertThat(policy.over().failure().code()).isEqualTo(StatusCode.NO_PROVIDER);
    }

    @Test
    void forksThatAreNoNumberAreAnError() {
        assertThatThrownBy(() -> policy.set("forks", "two"))
                .hasMessageContaining("forks: 'two' (expected: a whole number)");
    }

    @Test
    void whoTakesTheCallBackTakesBackAllOfIt() {
        policy.set("forks", 3);
        assertThat(Withdrawable.withdraw(start())).isTrue();
        assertThat(List.of(fromA, fromB, fromC)).allMatch(CompletableFuture::isCancelled);
    }
}
