package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.Idempotent;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HedgeClusterTest {
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Attempt slow = new Attempt();
    private final Policy policy =
            new Policy(new HedgeCluster())
                    .balance((candidates, call) -> candidates.get(0))
                    .set("hedge.delay", 20)
                    .over(a, b);

    @AfterEach
    void close() {
        policy.close();
    }

    private CompletableFuture<Result> start() {
        return policy.start(Invocation.of(Policy.method("text")));
    }

    private long hedges() {
        return policy.memory.counter("hedges").sum();
    }

    @Test
    void aLateCallIsMadeASecondTimeAndTheFirstIsCancelled() {
        policy.set("retries", 1);
        a.answers = call -> slow;
        assertThat(start().orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(Result.value("ok"));
        await().until(slow::isCancelled);
        assertThat(hedges()).isEqualTo(1);
    }

    @Test
    void aCallInTimeIsMadeOnce() {
        policy.set("retries", 1).set("hedge.delay", 60_000);
        a.answers = call -> slow;
        CompletableFuture<Result> answer = start();
        slow.complete(Result.value("just in time"));
        assertThat(answer.join()).isEqualTo(Result.value("just in time"));
        assertThat(b.calls).hasValue(0);
        assertThat(hedges()).isZero();
    }

    @Test
    void theFirstMayStillWin() {
        policy.set("retries", 1);
        Attempt second = new Attempt();
        a.answers = call -> slow;
        b.answers = call -> second;
        CompletableFuture<Result> answer = start();
        await().until(() -> b.calls.get() == 1);
        slow.complete(Result.value("first"));
        assertThat(answer.join()).isEqualTo(Result.value("first"));
        assertThat(second).isCancelled();
    }

    @Test
    void whatMustNotRunTwiceIsNotMadeTwice() {
        a.answers = call -> slow;
        CompletableFuture<Result> answer = start();
        policy.set("retries", 0);
        CompletableFuture<Result> unwanted = start();
        CompletableFuture<Result> alarm = new CompletableFuture<>();
        policy.memory
                .timer()
                .schedule(() -> alarm.complete(Result.NULL), 60, TimeUnit.MILLISECONDS);
        alarm.join();
        assertThat(answer).isNotDone();
        assertThat(unwanted).isNotDone();
        assertThat(b.calls).hasValue(0);
    }

    @Test
    void aCallWithAnIdempotencyIdMay() {
        a.answers = call -> slow;
        assertThat(policy.call(Map.of(Idempotent.ID, "7"))).isEqualTo(Result.value("ok"));
    }

    @Test
    void aFailureIsTriedElsewhereAtOnce() {
        policy.set("retries", 1).set("hedge.delay", 60_000);
        a.answers = call -> Policy.lost();
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        b.answers = a.answers;
        assertThat(policy.failure().message()).contains("tried 2 times");
        a.answers = call -> Policy.thrown();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(b.calls).hasValue(2);
    }

    @Test
    void whenTheTimeOfTheCallIsOverNoSecondCallIsPaidFor() {
        policy.set("retries", 1).set("hedge.delay", 60_000);
        a.answers = call -> Policy.lost();
        Invocation late = Invocation.of(Policy.method("text")).withDeadline(System.nanoTime() - 1);
        assertThat(policy.start(late).join()).isInstanceOf(Result.Failure.class);
        assertThat(b.calls).hasValue(0);
        assertThat(policy.memory.counter("retries").sum()).isZero();
    }

    @Test
    void theBudgetBoundsIt() {
        Map<String, LongAdder> counters = new ConcurrentHashMap<>();
        PolicyMemory still =
                new PolicyMemory(
                        name -> counters.computeIfAbsent(name, any -> new LongAdder()),
                        policy.memory.timer(),
                        () -> 0);
        Policy bounded =
                new Policy(new HedgeCluster(), still)
                        .balance((candidates, call) -> candidates.get(0))
                        .set("hedge.delay", 1)
                        .set("retries", 1)
                        .over(a, b);
        a.answers = call -> new CompletableFuture<>();
        for (int i = 0; i < 200; i++) {
            bounded.start(Invocation.of(Policy.method("text")));
        }
        await().until(
                        () ->
                                counters.get("retries.refused").sum() + counters.get("hedges").sum()
                                        == 200);
        // Ten seconds' worth of the floor, and a fifth of the calls; fifths add up to a bit less.
        assertThat(counters.get("hedges").sum()).isBetween(139L, 140L);
        await().until(() -> b.calls.get() == counters.get("hedges").sum());
    }

    @Test
    void theSecondCallIsMadeByTheCallersThread() throws InterruptedException {
        policy.set("retries", 1);
        a.answers = call -> slow;
        LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        Invocation asked = Invocation.of(Policy.method("text"));
        CompletableFuture<Result> answer =
                policy.start(
                        new Invocation(
                                asked.method(),
                                asked.arguments(),
                                Map.of(),
                                asked.mode(),
                                work::add,
                                asked.deadlineNanos()));
        Runnable second = work.poll(5, TimeUnit.SECONDS);
        assertThat(b.calls).hasValue(0);
        second.run();
        assertThat(answer.join()).isEqualTo(Result.value("ok"));
    }

    @Test
    void aloneAProviderIsNotAskedTwiceForBeingLate() {
        policy.set("retries", 1).over(a);
        a.answers = call -> slow;
        CompletableFuture<Result> answer = start();
        CompletableFuture<Result> alarm = new CompletableFuture<>();
        policy.memory
                .timer()
                .schedule(() -> alarm.complete(Result.NULL), 60, TimeUnit.MILLISECONDS);
        alarm.join();
        assertThat(a.calls).hasValue(1);
        slow.complete(Result.NULL);
        assertThat(answer.join()).isEqualTo(Result.NULL);
    }

    @Test
    void withoutProvidersTheErrorSaysWhy() {
        policy.set("retries", 1).over();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NO_PROVIDER);
    }

    @Test
    void aDelayThatIsNoneIsAnError() {
        assertThatThrownBy(() -> policy.set("hedge.delay", -5))
                .hasMessageContaining("hedge.delay: '-5' (expected: ≥ 0)");
    }

    @Test
    void theUsualLatencyIsTheNinetyFifthPercentileOfLate() {
        long[] now = {0};
        PolicyMemory memory = new PolicyMemory(name -> null, policy.memory.timer(), () -> now[0]);
        Latencies latencies = new Latencies(memory);
        assertThat(latencies.p95Nanos()).isEqualTo(-1);
        LongStream.rangeClosed(1, 99).forEach(millis -> latencies.record(millis * 1_000_000));
        now[0] = 2_000_000_000L;
        latencies.record(100_000_000);
        assertThat(latencies.p95Nanos() / 1e6).isBetween(94.0, 96.5);
        for (int i = 0; i < 200; i++) {
            now[0] += 10_000_000;
            latencies.record(5_000_000);
        }
        assertThat(latencies.p95Nanos() / 1e6).isBetween(4.9, 5.1);
    }
}
