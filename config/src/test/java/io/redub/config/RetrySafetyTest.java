package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Idempotent;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A call is made again only if it surely did not run, or if somebody said that it may run twice.
 */
class RetrySafetyTest {
    /** Methods that count how often they run. */
    public interface Till {
        void pay(StatusCode failure);

        @Idempotent
        void look(StatusCode failure);

        void hang();
    }

    static final class TillBean implements Till {
        final AtomicInteger runs = new AtomicInteger();

        @Override
        public void pay(StatusCode failure) {
            runs.incrementAndGet();
            throw new RpcException(failure, "met by the method itself, further down");
        }

        @Override
        public void look(StatusCode failure) {
            pay(failure);
        }

        @Override
        public void hang() {
            runs.incrementAndGet();
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final TillBean bean = new TillBean();
    private final List<RedubBootstrap> providers = new ArrayList<>();
    private RedubBootstrap consumer;

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            providers.add(
                    RedubBootstrap.application("till-" + i)
                            .protocol("dubbo", 0)
                            .host("127.0.0.1")
                            .service(ServiceConfig.of(Till.class, bean))
                            .start());
        }
        consumer = RedubBootstrap.application("customer").start();
    }

    @AfterEach
    void stop() {
        consumer.close();
        providers.forEach(RedubBootstrap::close);
    }

    private ReferenceConfig<Till> till() {
        return ReferenceConfig.of(Till.class)
                .timeout(Duration.ofSeconds(5))
                .url(
                        providers.stream()
                                .map(provider -> "dubbo://127.0.0.1:" + provider.port("dubbo"))
                                .collect(Collectors.joining(";")));
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatTheMethodPassedOnIsNoRefusal(StatusCode failure) {
        Till till = consumer.refer(till());
        assertThatThrownBy(() -> till.pay(failure)).isInstanceOf(RpcException.class);
        assertThat(bean.runs).hasValue(1);
    }

    @Test
    void anIdempotentMethodIsTriedAgainAtAnotherProvider() {
        Till till = consumer.refer(till());
        assertThatThrownBy(() -> till.look(StatusCode.LIMIT_EXCEEDED))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("tried 3 times");
        assertThat(bean.runs).hasValue(3);
    }

    @Test
    void aTimeOutIsNotTriedAgainUnlessRetriesWereAskedFor() {
        Till cautious = consumer.refer(till().timeout(Duration.ofMillis(100)));
        assertThatThrownBy(cautious::hang).isInstanceOf(RpcException.class);
        assertThat(bean.runs).hasValue(1);

        Till asking = consumer.refer(till().timeout(Duration.ofMillis(100)).retries(1));
        assertThatThrownBy(asking::hang).isInstanceOf(RpcException.class);
        assertThat(bean.runs).hasValue(3);
    }
}
