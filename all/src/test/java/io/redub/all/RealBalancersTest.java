package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each balancer, under failover, with providers in processes of their own, which are killed and
 * started again, stopped as a machine that hangs, and slowed.
 */
class RealBalancersTest {
    private static final List<String> BALANCERS =
            List.of(
                    "random",
                    "roundrobin",
                    "leastactive",
                    "consistenthash",
                    "shortestresponse",
                    "p2c",
                    "adaptive");

    private static final int TIMEOUT = 400;

    private static DeskProcess a;
    private static DeskProcess b;
    private static DeskProcess c;

    private final ExecutorService callers = Executors.newFixedThreadPool(6);
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
            Desk alone = alone(each);
            for (int i = 0; i < 20; i++) {
                alone.serve("nobody");
            }
        }
    }

    @AfterEach
    void endConsumer() {
        callers.shutdownNow();
        consumer.close();
    }

    private Desk alone(DeskProcess provider) {
        return consumer.refer(
                ReferenceConfig.of(Desk.class)
                        .timeout(Duration.ofSeconds(10))
                        .url(provider.address()));
    }

    private Desk desk(String balancer) {
        return consumer.refer(
                ReferenceConfig.of(Desk.class)
                        .timeout(Duration.ofMillis(TIMEOUT))
                        .loadbalance(balancer)
                        .parameter("retry.budget", "-1")
                        .url(
                                Stream.of(a, b, c)
                                        .map(DeskProcess::address)
                                        .collect(Collectors.joining(";"))));
    }

    private Map<String, Desk> desks() {
        Map<String, Desk> desks = new LinkedHashMap<>();
        BALANCERS.forEach(balancer -> desks.put(balancer, desk(balancer)));
        return desks;
    }

    /** Who answers these calls, of as many customers; fails if one of them does. */
    private static List<String> serving(Desk desk, int calls) {
        return serving(desk, 0, calls);
    }

    private static List<String> serving(Desk desk, int first, int calls) {
        List<String> names = new ArrayList<>();
        for (int i = first; i < first + calls; i++) {
            names.add(desk.serve("customer " + i));
        }
        return names;
    }

    /** Who answers many calls, six at a time: the fastest is not always free. */
    private List<String> served(Desk desk, int calls) {
        List<Future<List<String>>> all =
                IntStream.range(0, 6)
                        .mapToObj(i -> callers.submit(() -> serving(desk, i * calls, calls / 6)))
                        .toList();
        List<String> names = new ArrayList<>();
        for (Future<List<String>> each : all) {
            try {
                names.addAll(each.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("a call failed", e);
            }
        }
        return names;
    }

    @Test
    void noBalancerLosesACallToAProviderThatIsKilledAndEachUsesItAgain() throws Exception {
        Map<String, Desk> desks = desks();
        desks.forEach(
                (balancer, desk) ->
                        await(balancer)
                                .untilAsserted(
                                        () ->
                                                assertThat(served(desk, 60))
                                                        .contains("a", "b", "c")));
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
        try {
            while (killer.isAlive()) {
                desks.values().forEach(desk -> serving(desk, 5));
            }
            desks.forEach(
                    (balancer, desk) ->
                            assertThat(served(desk, 60)).as(balancer).isSubsetOf("b", "c"));
        } finally {
            killer.join();
            a.start();
            a.ready();
        }
        alone(a).serve("nobody");
        desks.forEach(
                (balancer, desk) ->
                        await(balancer)
                                .atMost(Duration.ofSeconds(20))
                                .until(() -> served(desk, 60).contains("a")));
    }

    @Test
    void noBalancerLosesACallToAProviderThatHangs() throws Exception {
        Map<String, Desk> desks = desks();
        desks.values().forEach(desk -> served(desk, 60));
        a.pause();
        try {
            desks.forEach(
                    (balancer, desk) ->
                            assertThat(serving(desk, 6)).as(balancer).isSubsetOf("b", "c"));
        } finally {
            a.goOn();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leastactive", "shortestresponse", "p2c", "adaptive"})
    void whoLooksAtTheLoadWaitsForAProviderThatHangsAFewTimesOnly(String balancer)
            throws Exception {
        Desk desk = desk(balancer);
        served(desk, 60);
        a.pause();
        try {
            long start = System.nanoTime();
            serving(desk, 60);
            long waited = (System.nanoTime() - start) / 1_000_000;
            // By its share it would be 20.
            assertThat(waited).isLessThan(6 * TIMEOUT);
        } finally {
            a.goOn();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leastactive", "shortestresponse", "p2c", "adaptive"})
    void whoLooksAtTheLoadSendsASlowProviderClearlyLess(String balancer) throws Exception {
        assertThat(shareOfSlowed(balancer)).isLessThan(0.5 / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "roundrobin", "consistenthash"})
    void whoDoesNotLookSendsASlowProviderItsShare(String balancer) throws Exception {
        assertThat(shareOfSlowed(balancer)).isBetween(0.15, 0.55);
    }

    /** The part of many calls, six at a time, that goes to one of three that is slow. */
    private double shareOfSlowed(String balancer) throws Exception {
        Desk desk = desk(balancer);
        served(desk, 60);
        alone(a).slow(20);
        try {
            List<String> names = served(desk, 360);
            return Collections.frequency(names, "a") / (double) names.size();
        } finally {
            alone(a).slow(0);
        }
    }
}
