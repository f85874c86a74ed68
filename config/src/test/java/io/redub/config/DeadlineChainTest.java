package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.Invocation;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A consumer calls A, and A calls B meanwhile: what of the first call the second one has. */
class DeadlineChainTest {
    /** The service that calls on. */
    public interface Front {
        Map<String, String> ask();

        String hold(String text);
    }

    /** The service behind it. */
    public interface Back {
        Map<String, String> ask();
    }

    private static final CountDownLatch released = new CountDownLatch(1);
    private static final List<String> ran = new CopyOnWriteArrayList<>();
    private static RedubBootstrap backProvider;
    private static RedubBootstrap frontProvider;
    private static RedubBootstrap consumer;
    private static Back back;

    @BeforeAll
    static void start() {
        backProvider =
                provider("back", Map.of())
                        .service(ServiceConfig.of(Back.class, DeadlineChainTest::describe))
                        .start();
        frontProvider =
                provider("front", Map.of("threads", "1"))
                        .service(
                                ServiceConfig.of(
                                        Front.class,
                                        new Front() {
                                            @Override
                                            public Map<String, String> ask() {
                                                return back.ask();
                                            }

                                            @Override
                                            public String hold(String text) {
                                                ran.add(text);
                                                if (text.equals("first")) {
                                                    awaitRelease();
                                                }
                                                return text;
                                            }
                                        }))
                        .start();
        back =
                frontProvider.refer(
                        ReferenceConfig.of(Back.class)
                                .url("dubbo://127.0.0.1:" + backProvider.port("dubbo"))
                                .timeout(Duration.ofSeconds(60)));
        consumer = RedubBootstrap.application("first");
    }

    private static RedubBootstrap provider(String name, Map<String, String> parameters) {
        return RedubBootstrap.application(name).protocol("dubbo", 0, parameters).host("127.0.0.1");
    }

    private static void awaitRelease() {
        try {
            released.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> describe() {
        Invocation call = RpcContext.get().serving();
        Map<String, String> told = new HashMap<>();
        call.attachments().forEach((key, value) -> told.put(key, String.valueOf(value)));
        long left = (call.deadlineNanos() - System.nanoTime()) / 1_000_000;
        told.put("left", Long.toString(left));
        return told;
    }

    private static ReferenceConfig<Front> front() {
        return ReferenceConfig.of(Front.class)
                .url("dubbo://127.0.0.1:" + frontProvider.port("dubbo"))
                .retries(0)
                .timeout(Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        consumer.close();
        frontProvider.close();
        backProvider.close();
    }

    @Test
    void aProviderThatCallsOnHasNoMoreTimeThanItsCaller() {
        Map<String, String> told = consumer.refer(front()).ask();
        assertThat(Long.parseLong(told.get("left"))).isBetween(0L, 5_000L);
        assertThat(told).doesNotContainKey("_TO");
    }

    @Test
    void aCountdownTravelsAlongTheChain() {
        Map<String, String> told =
                consumer.refer(front().set("enable-timeout-countdown", "true")).ask();
        assertThat(Integer.parseInt(told.get("_TO"))).isBetween(1, 5_000);
    }

    @Test
    void attachmentsOfUsersTravelOnAndThoseOfTheFrameworkDoNot() {
        RpcContext.get().attach("trace", "t1").attach("token", "secret").attach("generic", "true");
        Map<String, String> told = consumer.refer(front()).ask();
        assertThat(told)
                .containsEntry("trace", "t1")
                .containsEntry("remote.application", "front")
                .doesNotContainKeys("token", "generic");
        assertThat(consumer.refer(front()).ask()).as("the next call").doesNotContainKey("trace");
    }

    @Test
    void workWhoseCallerHasGoneIsNotBegunAndIsCounted() {
        Front patient = consumer.refer(front());
        RpcContext.get().asyncCall(() -> patient.hold("first"));
        await().untilAsserted(() -> assertThat(ran).contains("first"));
        Front hurried = consumer.refer(front().timeout(Duration.ofMillis(100)));
        assertThatThrownBy(() -> hurried.hold("second")).isInstanceOf(RpcException.class);
        released.countDown();
        assertThat(patient.hold("third")).isEqualTo("third");
        assertThat(ran).containsExactly("first", "third");
        assertThat(frontProvider.monitor().counter(Front.class.getName(), "calls.dropped").sum())
                .isEqualTo(1);
    }
}
