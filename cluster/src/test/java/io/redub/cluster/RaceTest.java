package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.service.Invocation;
import io.redub.service.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of providers that lose a race. */
class RaceTest {
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Attempt fromA = new Attempt();
    private final Attempt fromB = new Attempt();

    /** Its tries may take a second: a loser has a tenth of it. */
    private final Policy policy = new Policy(new ForkingCluster()).over(a, b);

    @BeforeEach
    void watch() {
        a.answers = call -> fromA;
        b.answers = call -> fromB;
        a.watched = true;
        b.watched = true;
    }

    @AfterEach
    void close() {
        policy.close();
    }

    private CompletableFuture<Result> start() {
        return policy.start(Invocation.of(Policy.method("text")));
    }

    @Test
    void oneThatTakesFarLongerThanTheWinnerIsBeatenAndTakenBack() {
        CompletableFuture<Result> answer = start();
        fromB.complete(Result.value("b"));
        assertThat(answer).isCompletedWithValue(Result.value("b"));
        await().atMost(Duration.ofSeconds(5)).until(fromA::isCancelled);
        await().atMost(Duration.ofSeconds(5)).until(() -> a.beaten.get() == 1);
        assertThat(b.beaten).hasValue(0);
    }

    @Test
    void oneThatAnswersALittleLaterIsNotBeaten() throws Exception {
        CompletableFuture<Result> answer = start();
        fromB.complete(Result.value("b"));
        assertThat(answer).isCompletedWithValue(Result.value("b"));
        assertThat(fromA.complete(Result.value("a"))).isTrue();
        // By then it would have been.
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        policy.memory.timer().schedule(() -> later.complete(true), 300, TimeUnit.MILLISECONDS);
        assertThat(later.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(a.beaten).hasValue(0);
    }

    @Test
    void oneThatNobodyWatchesIsTakenBackAtOnce() {
        a.watched = false;
        start();
        fromB.complete(Result.value("b"));
        assertThat(fromA).isCancelled();
        assertThat(a.beaten).hasValue(0);
    }

    @Test
    void whatTheUsersMethodThrewIsNoMeasureForOthers() {
        CompletableFuture<Result> answer = start();
        fromB.complete(Policy.thrown().join());
        assertThat(answer.join()).isInstanceOf(Result.Failure.class);
        assertThat(fromA).isCancelled();
        assertThat(a.beaten).hasValue(0);
    }

    @Test
    void aCallThatItsCallerTakesBackIsNobodysFault() {
        CompletableFuture<Result> answer = start();
        answer.cancel(false);
        assertThat(fromA).isCancelled();
        assertThat(fromB).isCancelled();
        assertThat(a.beaten).hasValue(0);
        assertThat(b.beaten).hasValue(0);
    }

    @Test
    void whenTheReferenceIsClosedThereIsNoVerdict() {
        start();
        policy.close();
        fromB.complete(Result.value("b"));
        assertThat(fromA).isCancelled();
        assertThat(a.beaten).hasValue(0);
    }

    @Test
    void aFirstTryThatAHedgeOvertakesIsBeaten() {
        try (Policy hedge =
                new Policy(new HedgeCluster())
                        .balance((candidates, call) -> candidates.get(0))
                        .set("hedge.delay", 150)
                        .set("retries", 1)
                        .over(a, b)) {
            b.answers = call -> CompletableFuture.completedFuture(Result.value("b"));
            Result answer =
                    hedge.start(Invocation.of(Policy.method("text")))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
            assertThat(answer).isEqualTo(Result.value("b"));
            await().atMost(Duration.ofSeconds(5)).until(() -> a.beaten.get() == 1);
            assertThat(fromA).isCancelled();
        }
    }
}
