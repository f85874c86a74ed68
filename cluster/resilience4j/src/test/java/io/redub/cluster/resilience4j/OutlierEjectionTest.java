package io.redub.cluster.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.cluster.OutlierEjection;
import io.redub.cluster.PolicyMemory;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are ill are passed over, but never too many. Time is the test's. */
class OutlierEjectionTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).methods().get(0));

    private final AtomicLong now = new AtomicLong();
    private final LongAdder ejections = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PolicyMemory memory = new PolicyMemory(name -> ejections, timer, now::get);

    @AfterEach
    void close() {
        memory.close();
    }

    private OutlierEjection ejection(String settings) {
        return new OutlierEjection(
                "demo",
                new Resilience4jBreakerFactory(),
                URL.valueOf("consumer://127.0.0.1/demo?breaker.failures=3&" + settings),
                memory);
    }

    private static List<OutlierEjection.Watch> watches(OutlierEjection ejection, int count) {
        List<String> addresses = IntStream.range(0, count).mapToObj(i -> "n" + i + ":1").toList();
        List<OutlierEjection.Watch> watches = addresses.stream().map(ejection::watch).toList();
        ejection.providers(addresses);
        return watches;
    }

    private static void end(OutlierEjection.Watch watch, Result result) {
        assertThat(watch.invoke(CALL, call -> CompletableFuture.completedFuture(result)))
                .isCompletedWithValue(result);
    }

    private static void fail(OutlierEjection.Watch watch, int times) {
        for (int i = 0; i < times; i++) {
            end(
                    watch,
                    Result.failure(Status.of(StatusCode.TIMEOUT, Origin.AFTER_SEND, "on purpose")));
        }
    }

    private static long ejected(List<OutlierEjection.Watch> watches) {
        return watches.stream().filter(OutlierEjection.Watch::isEjected).count();
    }

    @Test
    void aProviderWhoseCallsFailIsPassedOverUntilOneIsAnswered() {
        List<OutlierEjection.Watch> watches = watches(ejection(""), 4);
        fail(watches.get(0), 3);
        assertThat(watches.get(0).isEjected()).isTrue();
        assertThat(ejected(watches)).isEqualTo(1);
        assertThat(ejections.sum()).isEqualTo(1);
        now.addAndGet(5_000_000_001L);
        assertThat(watches.get(0).isEjected()).isFalse();
        CompletableFuture<Result> probe = new CompletableFuture<>();
        watches.get(0).invoke(CALL, call -> probe);
        assertThat(watches.get(0).isEjected()).isTrue();
        probe.complete(Result.NULL);
        assertThat(watches.get(0).isEjected()).isFalse();
    }

    @Test
    void ifThatOneFailsItIsPassedOverAgain() {
        List<OutlierEjection.Watch> watches = watches(ejection(""), 4);
        fail(watches.get(0), 3);
        now.addAndGet(5_000_000_001L);
        fail(watches.get(0), 1);
        assertThat(watches.get(0).isEjected()).isTrue();
        now.addAndGet(4_000_000_000L);
        assertThat(watches.get(0).isEjected()).isTrue();
        now.addAndGet(1_000_000_001L);
        assertThat(watches.get(0).isEjected()).isFalse();
    }

    @Test
    void whoCallsAProviderThatIsPassedOverHasNoOther() {
        OutlierEjection.Watch watch = watches(ejection(""), 2).get(0);
        fail(watch, 3);
        end(watch, Result.value("it answers"));
    }

    @ParameterizedTest
    @CsvSource({"1,50,0", "2,50,1", "3,50,1", "10,50,5", "10,0,0", "10,100,10", "10,35,3"})
    void neverMoreThanAShareIsPassedOver(int providers, int percent, int most) {
        List<OutlierEjection.Watch> watches =
                watches(ejection("outlier.ejection.percent=" + percent), providers);
        for (int i = 0; i < 3; i++) {
            watches.forEach(watch -> fail(watch, 3));
        }
        assertThat(ejected(watches)).isEqualTo(most);
    }

    @Test
    void whenOthersLeaveTheShareStillHolds() {
        OutlierEjection ejection = ejection("");
        List<OutlierEjection.Watch> watches = watches(ejection, 4);
        fail(watches.get(0), 3);
        fail(watches.get(1), 3);
        assertThat(ejected(watches)).isEqualTo(2);
        ejection.providers(List.of("n0:1", "n1:1"));
        assertThat(ejected(watches)).isEqualTo(1);
        ejection.providers(List.of("n1:1"));
        assertThat(ejected(watches)).isZero();
    }

    @Test
    void aProviderThatComesAgainIsRememberedWhileItIsThere() {
        OutlierEjection ejection = ejection("");
        fail(watches(ejection, 4).get(0), 3);
        assertThat(ejection.watch("n0:1").isEjected()).isTrue();
        ejection.providers(List.of("n1:1"));
        assertThat(ejection.watch("n0:1").isEjected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusCode.class,
            names = {"APPLICATION", "VALIDATION", "SERIALIZATION", "UNAUTHORIZED", "FORBIDDEN"})
    void whatIsTheCallsOwnFaultDoesNotCount(StatusCode code) {
        OutlierEjection.Watch watch = watches(ejection("breaker.least.calls=1"), 2).get(0);
        for (int i = 0; i < 30; i++) {
            end(watch, Result.failure(Status.of(code, Origin.REMOTE, "on purpose")));
        }
        assertThat(watch.isEjected()).isFalse();
    }

    @Test
    void whoIsCancelledDoesNotCount() {
        OutlierEjection.Watch watch = watches(ejection(""), 2).get(0);
        for (int i = 0; i < 30; i++) {
            CompletableFuture<Result> attempt = new CompletableFuture<>();
            watch.invoke(CALL, call -> attempt).toCompletableFuture().cancel(false);
            assertThat(attempt).isCancelled();
        }
        assertThat(watch.isEjected()).isFalse();
    }

    @Test
    void whoIsBeatenByOthersOftenEnoughIsPassedOver() {
        List<OutlierEjection.Watch> watches = watches(ejection(""), 4);
        for (int i = 0; i < 3; i++) {
            assertThat(watches.get(0).isEjected()).isFalse();
            watches.get(0).beaten(1_000_000);
        }
        assertThat(watches.get(0).isEjected()).isTrue();
    }

    @Test
    void theCallThatTriesMayBeBeatenToo() {
        List<OutlierEjection.Watch> watches = watches(ejection(""), 4);
        fail(watches.get(0), 3);
        now.addAndGet(5_000_000_001L);
        CompletableFuture<Result> probe = new CompletableFuture<>();
        watches.get(0).invoke(CALL, call -> probe).toCompletableFuture().cancel(false);
        watches.get(0).beaten(1_000_000);
        assertThat(watches.get(0).isEjected()).isTrue();
        now.addAndGet(5_000_000_001L);
        end(watches.get(0), Result.NULL);
        assertThat(watches.get(0).isEjected()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outlier.ejection.percent=101",
                "outlier.ejection.percent=half",
                "breaker.error.percent=0",
                "breaker.window=10",
                "breaker.pause=0",
                "breaker.failures=-1"
            })
    void aWrongSettingIsAnError(String setting) {
        String[] pair = setting.split("=");
        assertThatThrownBy(() -> ejection(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pair[0] + ": '" + pair[1] + "' (expected: ");
    }
}
