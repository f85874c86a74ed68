package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider's own timeout holds for calls to it, not for those to others. */
class ProviderTimeoutTest {
    /** Answers when it may. */
    public interface Gate {
        String pass();
    }

    private final CountDownLatch open = new CountDownLatch(1);
    private RedubBootstrap provider;
    private RedubBootstrap consumer;

    @BeforeEach
    void start() {
        provider =
                RedubBootstrap.application("gates")
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .protocol(ProtocolConfig.of("dubbo").id("free").port(0))
                        .protocol(ProtocolConfig.of("dubbo").id("shut").port(0))
                        .service(ServiceConfig.of(Gate.class, () -> "through").protocols("free"))
                        .service(ServiceConfig.of(Gate.class, this::waits).protocols("shut"))
                        .start();
        consumer = RedubBootstrap.application("walker").shutdownWait(Duration.ZERO).start();
    }

    private String waits() {
        try {
            open.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }

    @AfterEach
    void stop() {
        open.countDown();
        consumer.close();
        provider.close();
    }

    private String address(String protocol, String timeout) {
        return "dubbo://127.0.0.1:" + provider.port(protocol) + "?timeout=" + timeout;
    }

    /** The shut one says 200 ms; the first in the list, with a minute, must not decide for it. */
    @Test
    void eachTryTakesAsLongAsItsProviderSays() {
        Gate gate =
                consumer.refer(
                        ReferenceConfig.of(Gate.class)
                                .url(address("free", "60000") + ";" + address("shut", "200"))
                                .retries(1));
        for (int i = 0; i < 10; i++) {
            assertThat(gate.pass()).isEqualTo("through");
        }
    }

    @Test
    void theConsumersTimeoutWinsOverEveryProviders() {
        Gate gate =
                consumer.refer(
                        ReferenceConfig.of(Gate.class)
                                .url(address("shut", "60000"))
                                .timeout(Duration.ofMillis(200))
                                .retries(0));
        assertThatThrownBy(gate::pass)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.TIMEOUT));
    }
}
