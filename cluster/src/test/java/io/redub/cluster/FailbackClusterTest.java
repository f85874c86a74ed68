package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.CallMode;
import io.redub.service.DerivedResult;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailbackClusterTest {
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Policy policy =
            new Policy(new FailbackCluster()).set("failback.period", 10).over(a);

    @AfterEach
    void close() {
        policy.close();
    }

    private void awaitCount(String counter, long expected) {
        await().untilAsserted(
                        () -> assertThat(policy.memory.counter(counter).sum()).isEqualTo(expected));
    }

    @Test
    void aCallThatFailedIsAnsweredWithNothingAndArrivesLater() {
        a.answers =
                call ->
                        a.calls.get() < 3
                                ? Policy.unsent()
                                : CompletableFuture.completedFuture(Result.value("ok"));
        assertThat(policy.call("number")).isEqualTo(Result.value(0));
        awaitCount("failback.resent", 1);
        assertThat(a.calls).hasValue(3);
    }

    @Test
    void anAnswerIsPassedOn() {
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        a.answers = call -> Policy.thrown();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(a.calls).hasValue(2);
    }

    @Test
    void anAnswerThatComesLaterIsPassedOnToo() {
        CompletableFuture<Result> later = new CompletableFuture<>();
        a.answers = call -> later;
        CompletableFuture<Result> answer = policy.start(Invocation.of(Policy.method("text")));
        assertThat(answer).isNotDone();
        later.complete(Result.value("late"));
        assertThat(answer.join()).isEqualTo(Result.value("late"));
    }

    @Test
    void aCallThatIsTakenBackIsNotSentAgain() {
        CompletableFuture<Result> sent =
                new CompletableFuture<>() {
                    @Override
                    public <U> CompletableFuture<U> newIncompleteFuture() {
                        return new DerivedResult<>(this);
                    }
                };
        a.answers = call -> sent;
        policy.set("retries", 1);
        CompletableFuture<Result> answer = policy.start(Invocation.of(Policy.method("text")));
        assertThat(Withdrawable.withdraw(answer)).isTrue();
        assertThat(sent).isCancelled();
        assertThat(answer).isCompletedExceptionally();
        a.answers = call -> Policy.unsent();
        policy.call();
        awaitCount("failback.lost", 1);
        assertThat(a.calls).hasValue(3);
    }

    @Test
    void afterItsLastTryACallIsGivenUp() {
        a.answers = call -> Policy.unsent();
        policy.call();
        awaitCount("failback.lost", 1);
        // Three times more, as Dubbo does where nobody said how often.
        assertThat(a.calls).hasValue(4);
    }

    @Test
    void itIsSentToAnotherProviderIfThereIsOne() {
        a.answers = call -> Policy.unsent();
        policy.balance((candidates, call) -> candidates.get(0)).over(a, b);
        policy.call();
        awaitCount("failback.resent", 1);
        assertThat(a.calls).hasValue(1);
        assertThat(b.calls).hasValue(1);
    }

    @Test
    void withoutProvidersItWaitsForOne() {
        policy.set("retries", 10_000).over();
        assertThat(policy.call("number")).isEqualTo(Result.value(0));
        policy.over(a);
        awaitCount("failback.resent", 1);
        assertThat(a.calls).hasValue(1);
    }

    @Test
    void aCallThatMayHaveRunIsNotSentAgainUnasked() {
        a.answers = call -> Policy.lost();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NETWORK);
        assertThat(a.calls).hasValue(1);
        policy.set("retries", 1);
        assertThat(policy.call()).isEqualTo(Result.NULL);
        awaitCount("failback.lost", 1);
        assertThat(a.calls).hasValue(3);
    }

    @Test
    void retriesOfZeroKeepNothing() {
        a.answers = call -> Policy.unsent();
        policy.set("retries", 0);
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NETWORK);
        assertThat(a.calls).hasValue(1);
    }

    @Test
    void whatHasNoRoomFailsAndSaysSo() {
        a.answers = call -> Policy.unsent();
        policy.set("failback.period", 60_000).set("failbacktasks", 2);
        assertThat(policy.call()).isEqualTo(Result.NULL);
        assertThat(policy.call()).isEqualTo(Result.NULL);
        assertThat(policy.failure().message()).contains("2 calls wait already, see failbacktasks");
    }

    @Test
    void aCallSentAgainHasNeitherTheCallersTimeNorItsThread() {
        List<Invocation> sent = new CopyOnWriteArrayList<>();
        a.answers =
                call -> {
                    sent.add(call);
                    return sent.size() == 1
                            ? Policy.unsent()
                            : CompletableFuture.completedFuture(Result.NULL);
                };
        Invocation asked =
                new Invocation(
                        Policy.method("text"),
                        new Object[0],
                        java.util.Map.of("k", "v"),
                        CallMode.SYNC,
                        work -> {
                            throw new AssertionError("the caller's thread");
                        },
                        System.nanoTime() + 1_000_000);
        policy.start(asked).join();
        awaitCount("failback.resent", 1);
        Invocation again = sent.get(1);
        assertThat(again.deadlineNanos()).isEqualTo(Invocation.NO_DEADLINE);
        assertThat(again.mode()).isEqualTo(CallMode.ASYNC);
        assertThat(again.attachments()).containsEntry("k", "v");
        assertThat(again.continuation()).isSameAs(policy.memory.timer());
    }

    @Test
    void afterTheEndNothingIsKept() {
        a.answers = call -> Policy.unsent();
        policy.close();
        assertThat(policy.failure().message()).contains("the reference is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void aWrongBoundIsAnError(String tasks) {
        assertThatThrownBy(() -> policy.set("failbacktasks", tasks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failbacktasks: '" + tasks + "' (expected: ≥ 1)");
    }
}
