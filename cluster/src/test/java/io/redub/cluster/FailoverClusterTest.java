package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Idempotent;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverClusterTest {
    private static final ServiceModel SERVICE = ServiceModel.of(Runnable.class);

    private LoadBalance balance = new RandomLoadBalance();
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Node c = new Node("c:1", 100);

    private static CompletableFuture<Result> failure(StatusCode code, Origin origin) {
        return CompletableFuture.completedFuture(
                Result.failure(Status.of(code, origin, "on purpose")));
    }

    private Result call(int retries, boolean retryAfterSend, Node... nodes) {
        MethodModel method = SERVICE.methods().get(0);
        MethodOptions options =
                new MethodOptions(
                        method,
                        URL.valueOf("consumer://127.0.0.1/demo"),
                        1000,
                        retries,
                        retryAfterSend,
                        balance,
                        new PolicyMemory());
        Directory directory =
                new StaticDirectory(
                        "demo",
                        it ->
                                new ProviderList(
                                        Candidates.of(List.of(nodes)),
                                        new Invoker[] {new FailoverCluster().join(it, options)},
                                        "none is there"),
                        List.of());
        return new ClusterInvoker(directory)
                .invoke(Invocation.of(method))
                .toCompletableFuture()
                .join();
    }

    private int calls() {
        return a.calls.get() + b.calls.get() + c.calls.get();
    }

    @Test
    void anAnswerIsPassedOn() {
        assertThat(call(2, false, a)).isEqualTo(Result.value("ok"));
    }

    @Test
    void triesThatFailAtOnceNeedNoDeepStackHoweverManyTheyAre() throws InterruptedException {
        Node[] all = {a, b, c};
        for (Node each : all) {
            each.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        }
        AtomicReference<Result> result = new AtomicReference<>();
        Runnable call = () -> result.set(call(MethodOptions.MAX_RETRIES, false, all));
        Thread shallow = new Thread(null, call, "shallow", 200_000);
        shallow.start();
        shallow.join();
        assertThat(((Result.Failure) result.get()).status().message())
                .contains("tried 10001 times")
                .contains(" and 9981 more")
                .hasSizeLessThan(2_000);
        assertThat(calls()).isEqualTo(1 + MethodOptions.MAX_RETRIES);
    }

    @Test
    void aCallThatWishesForMoreTriesThanMayBeGetsAsManyAsMayBe() {
        try (Policy policy = new Policy(new FailoverCluster()).over(a, b)) {
            a.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
            b.answers = a.answers;
            policy.call(Map.of(MethodOptions.RETRIES, 100_000));
            assertThat(calls()).isEqualTo(1 + MethodOptions.MAX_RETRIES);
        }
    }

    @Test
    void moreRetriesThanMayBeAreAnError() {
        assertThatThrownBy(() -> call(100_000, false, a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retries: 100000 (expected: 0..10000)");
    }

    @Test
    void aCallThatWasNotSentIsTriedAtEachProviderOnce() {
        a.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        b.answers = a.answers;
        c.answers = a.answers;
        Result result = call(2, false, a, b, c);
        assertThat(List.of(a.calls.get(), b.calls.get(), c.calls.get())).containsOnly(1);
        assertThat(((Result.Failure) result).status().message())
                .contains("tried 3 times")
                .contains("a:1")
                .contains("b:1")
                .contains("c:1");
    }

    @Test
    void aRetryNeverRepeatsACallThatWasSent() {
        a.answers = call -> failure(StatusCode.TIMEOUT, Origin.AFTER_SEND);
        b.answers = a.answers;
        Result result = call(2, false, a, b);
        assertThat(calls()).isEqualTo(1);
        assertThat(((Result.Failure) result).status().code()).isEqualTo(StatusCode.TIMEOUT);
    }

    @Test
    void anIdempotentCallThatWasSentIsTriedElsewhere() {
        a.answers = call -> failure(StatusCode.NETWORK, Origin.AFTER_SEND);
        b.answers = a.answers;
        assertThat(call(2, true, a, b, c)).isEqualTo(Result.value("ok"));
    }

    @Test
    void whatTheMethodThrewIsAnAnswer() {
        a.answers =
                call ->
                        CompletableFuture.completedFuture(
                                Result.failure(Status.application(new IllegalStateException())));
        b.answers = a.answers;
        Result result = call(2, true, a, b);
        assertThat(calls()).isEqualTo(1);
        assertThat(((Result.Failure) result).status().code()).isEqualTo(StatusCode.APPLICATION);
    }

    @Test
    void aBusyProviderThatRefusedIsNotTheLastWord() {
        a.answers = call -> failure(StatusCode.LIMIT_EXCEEDED, Origin.REMOTE);
        b.answers = a.answers;
        assertThat(call(2, false, a, b, c)).isEqualTo(Result.value("ok"));
    }

    @Test
    void noRetriesMeansOneTry() {
        a.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        b.answers = a.answers;
        call(0, true, a, b);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aProviderThatIsDownIsNotAskedWhileAnotherIsUp() {
        a.available = false;
        for (int i = 0; i < 50; i++) {
            call(0, false, a, b);
        }
        assertThat(a.calls).hasValue(0);
        assertThat(b.calls).hasValue(50);
    }

    @Test
    void withoutProvidersTheErrorSaysWhy() {
        Result result = call(2, false);
        assertThat(((Result.Failure) result).status().code()).isEqualTo(StatusCode.NO_PROVIDER);
        assertThat(((Result.Failure) result).status().message())
                .contains("demo")
                .contains("none is there");
    }

    @Test
    void aBalancerThatFailsDuringARetryEndsTheCall() {
        a.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        b.answers = a.answers;
        c.answers = a.answers;
        RandomLoadBalance random = new RandomLoadBalance();
        balance =
                (candidates, call) -> {
                    if (calls() > 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    return random.select(candidates, call);
                };
        Result result = call(2, false, a, b, c);
        assertThat(((Result.Failure) result).status().code()).isEqualTo(StatusCode.INTERNAL);
    }

    @Test
    void theMessageTellsOfEachTry() {
        a.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        b.answers = call -> failure(StatusCode.TIMEOUT, Origin.AFTER_SEND);
        balance = (candidates, call) -> candidates.get(0);
        Status status = ((Result.Failure) call(1, true, a, b)).status();
        assertThat(status.message())
                .contains(
                        "tried 2 times: a:1 network before it was sent, b:1 timeout after it was");
        assertThat(status.code()).isEqualTo(StatusCode.TIMEOUT);
    }

    @Test
    void aLastTryThatWasNotSentHidesNoneThatMayHaveRun() {
        a.answers = call -> failure(StatusCode.TIMEOUT, Origin.AFTER_SEND);
        b.answers = call -> failure(StatusCode.NETWORK, Origin.BEFORE_SEND);
        balance = (candidates, call) -> candidates.get(0);
        Status status = ((Result.Failure) call(1, true, a, b)).status();
        assertThat(status.surelyNotExecuted()).isFalse();
    }

    @Test
    void aProviderThatComesMeanwhileIsTried() {
        try (Policy policy = new Policy(new FailoverCluster()).over(a)) {
            a.answers =
                    call -> {
                        policy.over(a, b);
                        return Policy.unsent();
                    };
            assertThat(policy.call()).isEqualTo(Result.value("ok"));
            assertThat(b.calls).hasValue(1);
        }
    }

    @Test
    void aCallMaySayItselfHowOftenItIsTried() {
        a.answers = call -> Policy.lost();
        b.answers = a.answers;
        c.answers = a.answers;
        try (Policy policy = new Policy(new FailoverCluster()).over(a, b, c)) {
            policy.call(Map.of("retries", 1));
            assertThat(calls()).isEqualTo(2);
            policy.call(Map.of("retries", "2"));
            assertThat(calls()).isEqualTo(5);
            a.answers = call -> Policy.unsent();
            b.answers = a.answers;
            c.answers = a.answers;
            policy.call(Map.of("retries", 0));
            policy.call(Map.of("retries", -1));
            assertThat(calls()).isEqualTo(7);
            policy.call(Map.of("retries", "many"));
            assertThat(calls()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @MethodSource
    void aCallThatAsksForTooManyTriesHasAsManyAsMayBe(Object retries) {
        a.answers = call -> Policy.unsent();
        try (Policy policy = new Policy(new FailoverCluster()).over(a)) {
            policy.call(Map.of("retries", retries));
            assertThat(a.calls).hasValue(MethodOptions.MAX_RETRIES + 1);
        }
    }

    static List<Object> aCallThatAsksForTooManyTriesHasAsManyAsMayBe() {
        return List.of(10_001, 3_000_000_000L, 1e300, "3000000000", "9".repeat(30));
    }

    @ParameterizedTest
    @MethodSource
    void aCallThatAsksForFewerThanNoneHasOne(Object retries) {
        a.answers = call -> Policy.unsent();
        try (Policy policy = new Policy(new FailoverCluster()).over(a)) {
            policy.call(Map.of("retries", retries));
            assertThat(a.calls).hasValue(1);
        }
    }

    static List<Object> aCallThatAsksForFewerThanNoneHasOne() {
        return List.of(-1, -3_000_000_000L, -1e300, Double.NaN, "-3000000000");
    }

    @Test
    void whatACallSaysOfItsRetriesStaysHere() {
        List<Map<String, Object>> sent = new ArrayList<>();
        a.answers =
                call -> {
                    sent.add(call.attachments());
                    return CompletableFuture.completedFuture(Result.NULL);
                };
        try (Policy policy = new Policy(new FailoverCluster()).over(a)) {
            policy.call(Map.of("retries", 1, "user", "u"));
            assertThat(sent).containsExactly(Map.of("user", "u"));
        }
    }

    @Test
    void aCallWithAnIdempotencyIdMayRunTwice() {
        a.answers = call -> Policy.lost();
        try (Policy policy =
                new Policy(new FailoverCluster())
                        .balance((candidates, call) -> candidates.get(0))
                        .over(a, b)) {
            assertThat(policy.call(Map.of(Idempotent.ID, "order-7"))).isEqualTo(Result.value("ok"));
        }
    }

    @Test
    void aProviderThatBreaksItsPromiseEndsTheCallAllTheSame() {
        a.answers = call -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
        try (Policy policy = new Policy(new FailoverCluster()).over(a)) {
            assertThat(policy.failure().code()).isEqualTo(StatusCode.INTERNAL);
        }
    }

    @Test
    void aCallThatIsTakenBackIsNotTriedAgain() {
        Attempt first = new Attempt();
        a.answers = call -> first;
        b.answers = a.answers;
        try (Policy policy = new Policy(new FailoverCluster()).set("retries", 2).over(a, b)) {
            CompletableFuture<Result> promise = policy.start(Invocation.of(Policy.method("text")));
            CompletableFuture<Object> derived = promise.thenApply(result -> result);
            assertThat(Withdrawable.withdraw(derived)).isTrue();
            assertThat(promise).isCancelled();
            assertThat(first).isCancelled();
            assertThat(calls()).isEqualTo(1);
        }
    }
}
