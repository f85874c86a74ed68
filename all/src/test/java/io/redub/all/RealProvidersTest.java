package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each fault policy with providers in processes of their own, which are killed, stopped as a
 * machine that hangs, slowed, and started again.
 */
class RealProvidersTest {
    private static final int TIMEOUT = 800;

    private static DeskProcess a;
    private static DeskProcess b;
    private static DeskProcess c;

    private RedubBootstrap consumer;

    @BeforeAll
    static void startProviders() throws Exception {
        a = new DeskProcess("a");
        b = new DeskProcess("b");
        c = new DeskProcess("c");
        for (DeskProcess each : List.of(a, b, c)) {
            each.ready();
        }
    }

    @AfterAll
    static void endProviders() throws Exception {
        for (DeskProcess each : List.of(a, b, c)) {
            each.close();
        }
    }

    @BeforeEach
    void startConsumer() {
        consumer = RedubBootstrap.application("visitor").shutdownWait(Duration.ZERO).start();
        // The first calls of a process take long.
        for (DeskProcess each : List.of(a, b, c)) {
            only(each).who();
        }
    }

    @AfterEach
    void endConsumer() {
        consumer.close();
    }

    private Desk desk(UnaryOperator<ReferenceConfig<Desk>> settings, DeskProcess... providers) {
        return consumer.refer(
                settings.apply(
                        ReferenceConfig.of(Desk.class)
                                .timeout(Duration.ofMillis(TIMEOUT))
                                .url(
                                        Stream.of(providers)
                                                .map(DeskProcess::address)
                                                .collect(Collectors.joining(";")))));
    }

    private Desk desk(String cluster, DeskProcess... providers) {
        return desk(it -> it.cluster(cluster), providers);
    }

    private Desk only(DeskProcess provider) {
        return desk(it -> it.timeout(Duration.ofSeconds(10)), provider);
    }

    private static Set<String> who(Desk desk, int calls) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            names.add(desk.who());
        }
        return names;
    }

    private static RpcException failure(ThrowingCallable call) {
        return catchThrowableOfType(RpcException.class, call);
    }

    private static long millis(ThrowingCallable call) throws Throwable {
        long start = System.nanoTime();
        call.call();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private long counter(String name) {
        return consumer.monitor().counter(Desk.class.getName(), name).sum();
    }

    private void restart(DeskProcess provider) throws Exception {
        provider.start();
        provider.ready();
        only(provider).who();
    }

    @Test
    void failoverLosesNoCallToAProviderThatIsKilledAndUsesItAgain() throws Exception {
        Desk desk = desk("failover", a, b, c);
        await().until(() -> who(desk, 20).size() == 3);
        Thread killer =
                new Thread(
                        () -> {
                            try {
                                a.kill();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        killer.start();
        while (killer.isAlive()) {
            assertThat(desk.who()).isIn("a", "b", "c");
        }
        assertThat(who(desk, 50)).containsExactlyInAnyOrder("b", "c");
        restart(a);
        await().until(() -> who(desk, 20).size() == 3);
    }

    @Test
    void failoverTriesWhatMayRunTwiceElsewhereIfAProviderHangs() throws Exception {
        Desk desk = desk("failover", a, b, c);
        a.pause();
        try {
            for (int i = 0; i < 12; i++) {
                assertThat(desk.who()).isIn("b", "c");
            }
            int timeouts = 0;
            while (timeouts == 0) {
                RpcException late = failure(desk::book);
                timeouts += late == null ? 0 : 1;
                if (late != null) {
                    assertThat(late.isTimeout()).isTrue();
                    assertThat(late.getMessage()).doesNotContain("tried");
                }
            }
        } finally {
            a.goOn();
        }
    }

    @Test
    void failfastMakesOneTry() throws Throwable {
        Desk desk = desk("failfast", a);
        a.pause();
        try {
            long waited = millis(() -> assertThat(failure(desk::who).isTimeout()).isTrue());
            assertThat(waited).isBetween(TIMEOUT - 50L, 2L * TIMEOUT);
        } finally {
            a.goOn();
        }
    }

    @Test
    void failsafeAnswersWithZeroIfAllHang() throws Exception {
        Desk desk = desk("failsafe", a);
        a.pause();
        try {
            assertThat(desk.book()).isZero();
            assertThat(desk.who()).isNull();
        } finally {
            a.goOn();
        }
    }

    @Test
    void failbackSendsAgainWhenTheProviderIsBack() throws Exception {
        Desk desk =
                desk(
                        it ->
                                it.cluster("failback")
                                        .parameter("failback.period", "300")
                                        .retries(30),
                        b);
        b.kill();
        assertThat(desk.book()).isZero();
        restart(b);
        Desk back = only(b);
        await().until(() -> back.booked() == 1);
        await().until(() -> counter("failback.resent") == 1);
    }

    @Test
    void forkingDoesNotWaitForTheOneThatHangs() throws Throwable {
        Desk desk = desk(it -> it.cluster("forking").parameter("forks", "3"), a, b, c);
        a.pause();
        try {
            assertThat(millis(() -> assertThat(desk.who()).isIn("b", "c"))).isLessThan(TIMEOUT);
        } finally {
            a.goOn();
        }
    }

    @Test
    void broadcastReachesAllAndTellsWhoFailed() throws Exception {
        Desk desk = desk("broadcast", a, b, c);
        List<Desk> each = List.of(only(a), only(b), only(c));
        List<Integer> before = each.stream().map(Desk::booked).toList();
        desk.book();
        for (int i = 0; i < 3; i++) {
            assertThat(each.get(i).booked()).isEqualTo(before.get(i) + 1);
        }
        b.pause();
        try {
            RpcException failed = failure(desk::book);
            assertThat(failed.getMessage())
                    .contains("of 3 providers 3 were asked and 1 failed")
                    .contains(b.address().substring("dubbo://".length()) + " timeout");
            assertThat(each.get(2).booked()).isEqualTo(before.get(2) + 2);
        } finally {
            b.goOn();
        }
    }

    @Test
    void availableTakesTheNextIfTheFirstIsKilled() throws Exception {
        Desk desk = desk("available", c, a, b);
        assertThat(who(desk, 10)).containsExactly("c");
        c.kill();
        await().until(() -> failure(desk::who) == null);
        assertThat(who(desk, 10)).containsExactly("a");
        restart(c);
        await().until(() -> desk.who().equals("c"));
    }

    @Test
    void hedgeAsksAnotherIfTheFirstIsSlow() throws Throwable {
        Desk desk =
                desk(
                        it ->
                                it.cluster("hedge")
                                        .timeout(Duration.ofSeconds(5))
                                        .parameter("hedge.delay", "50"),
                        a,
                        b);
        only(a).slow(2_000);
        try {
            for (int i = 0; i < 8; i++) {
                assertThat(millis(() -> assertThat(desk.who()).isEqualTo("b"))).isLessThan(1_500);
            }
            assertThat(counter("hedges")).isPositive();
        } finally {
            only(a).slow(0);
        }
    }

    @Test
    void aProviderThatHangsIsPassedOverUntilItIsBack() throws Throwable {
        Desk desk =
                desk(
                        it ->
                                it.parameter("outlier.ejection", "true")
                                        .parameter("breaker.failures", "2")
                                        .parameter("breaker.pause", "1000"),
                        a,
                        b,
                        c);
        a.pause();
        try {
            await().until(
                            () -> {
                                desk.who();
                                return counter("ejections") == 1;
                            });
            assertThat(millis(() -> assertThat(who(desk, 30)).doesNotContain("a")))
                    .isLessThan(2 * TIMEOUT);
        } finally {
            a.goOn();
        }
        await().until(() -> who(desk, 20).contains("a"));
    }

    /** Its tries never fail: they are taken back when another provider has answered. */
    @ParameterizedTest
    @ValueSource(strings = {"hedge", "forking"})
    void whereTheFirstAnswerWinsOneThatHangsIsPassedOverTooUntilItIsBack(String cluster)
            throws Throwable {
        Desk desk =
                desk(
                        it ->
                                it.cluster(cluster)
                                        .parameter("hedge.delay", "20")
                                        .parameter("outlier.ejection", "true")
                                        .parameter("breaker.failures", "2")
                                        .parameter("breaker.pause", "1000"),
                        a,
                        b,
                        c);
        assertThat(isPassedOver(a)).isFalse();
        a.pause();
        try {
            await().until(
                            () -> {
                                desk.who();
                                return isPassedOver(a);
                            });
            assertThat(millis(() -> assertThat(who(desk, 30)).doesNotContain("a")))
                    .isLessThan(2 * TIMEOUT);
        } finally {
            a.goOn();
        }
        await().until(() -> who(desk, 20).contains("a") && !isPassedOver(a));
    }

    /** By the reference that has all three. */
    private boolean isPassedOver(DeskProcess provider) {
        return consumer.overview().references().stream()
                .filter(each -> each.providers().size() == 3)
                .flatMap(each -> each.providers().stream())
                .anyMatch(
                        each ->
                                !each.available()
                                        && provider.address().endsWith("/" + each.address()));
    }

    @Test
    void theBreakerRefusesAtOnceWhatWouldTimeOutAndClosesAgain() throws Throwable {
        Desk desk =
                desk(
                        it ->
                                it.cluster("failfast")
                                        .parameter("circuit.breaker", "true")
                                        .parameter("breaker.failures", "2")
                                        .parameter("breaker.pause", "1000"),
                        a);
        Desk degraded =
                desk(
                        it ->
                                it.cluster("failfast")
                                        .parameter("circuit.breaker", "true")
                                        .parameter("breaker.failures", "1")
                                        .parameter("who.mock", "return nobody"),
                        a);
        a.pause();
        try {
            assertThat(failure(desk::who).isTimeout()).isTrue();
            assertThat(failure(desk::who).isTimeout()).isTrue();
            long refused =
                    millis(
                            () ->
                                    assertThat(failure(desk::who).status().code())
                                            .isEqualTo(StatusCode.CIRCUIT_OPEN));
            assertThat(refused).isLessThan(TIMEOUT / 2);
            assertThat(degraded.who()).isEqualTo("nobody");
            assertThat(millis(() -> assertThat(degraded.who()).isEqualTo("nobody")))
                    .isLessThan(TIMEOUT / 2);
        } finally {
            a.goOn();
        }
        await().until(() -> failure(desk::who) == null);
        assertThat(who(desk, 10)).containsExactly("a");
    }
}
