package io.redub.proxy.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.service.Filter;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.testkit.FilterContractTest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Arguments checked by Hibernate Validator, on either side. */
class ValidationTest {
    public record Line(@NotBlank String item, @Min(1) int pieces) implements Serializable {}

    public record Order(
            @Null(groups = Orders.Create.class) @NotNull(groups = Orders.Change.class)
                    @Nullable Long id,
            @Size(min = 1) List<@Valid Line> lines)
            implements Serializable {}

    public interface Orders {
        /** Group of {@link #create}. */
        interface Create {}

        /** Group of {@link #change}. */
        interface Change {}

        String create(@NotNull @Valid Order order);

        String change(Order order);

        int sum(@Min(0) int a, @NotBlank String secret);

        int many(List<Line> lines);
    }

    private final AtomicInteger executed = new AtomicInteger();
    private final RedubBootstrap app =
            RedubBootstrap.application("validation-test")
                    .shutdownHook(false)
                    .host("127.0.0.1")
                    .protocol("dubbo", 0);

    @AfterEach
    void close() {
        app.close();
    }

    private final class Bean implements Orders {
        @Override
        public String create(Order order) {
            return "created " + executed.incrementAndGet();
        }

        @Override
        public String change(Order order) {
            return "changed " + executed.incrementAndGet();
        }

        @Override
        public int sum(int a, String secret) {
            return executed.incrementAndGet();
        }

        @Override
        public int many(List<Line> lines) {
            return executed.incrementAndGet();
        }
    }

    private Orders orders(String provider, String consumer) {
        app.service(ServiceConfig.of(Orders.class, new Bean()).parameter("validation", provider))
                .start();
        return app.refer(
                ReferenceConfig.of(Orders.class)
                        .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                        .timeout(Duration.ofSeconds(30))
                        .parameter("validation", consumer));
    }

    private static final Order NEW = new Order(null, List.of(new Line("nail", 3)));

    private void assertChecks(Orders orders) {
        assertThat(orders.create(NEW)).isEqualTo("created 1");
        assertInvalid(() -> orders.create(new Order(7L, List.of(new Line(" ", 0)))))
                .hasMessageContaining("Orders.create are not valid: ")
                .hasMessageContaining("create.order.id must be null")
                .hasMessageContaining("create.order.lines[0].item must not be blank")
                .hasMessageContaining("create.order.lines[0].pieces must be greater than");
        assertInvalid(() -> orders.create(null)).hasMessageContaining("create.order must not be");
        assertInvalid(() -> orders.sum(-1, "")).hasMessageContaining("sum.a must be");
        assertThat(executed).hasValue(1);
    }

    private static AbstractThrowableAssert<?, ?> assertInvalid(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> {
                            assertThat(e.status().code()).isEqualTo(StatusCode.VALIDATION);
                            assertThat(e.getCode()).isEqualTo(12);
                        });
    }

    @Test
    void aConsumerChecksBeforeItSends() {
        assertChecks(orders("false", "true"));
    }

    @Test
    void aProviderChecksWhatItIsSent() {
        assertChecks(orders("jvalidation", "false"));
    }

    @Test
    void theGroupOfAMethodIsTheInnerInterfaceOfItsName() {
        Orders orders = orders("true", "false");
        assertThat(orders.change(new Order(7L, NEW.lines()))).isEqualTo("changed 1");
        assertInvalid(() -> orders.change(NEW))
                .hasMessageContaining("change.order.id must not be null");
    }

    @Test
    void classesAreCheckedWithoutBeingMarkedValid() {
        Orders orders = orders("true", "false");
        assertInvalid(() -> orders.many(List.of(new Line("a", 1), new Line("b", 0))))
                .hasMessageContaining("many.lines[1].pieces");
    }

    @Test
    void valuesAreNotToldAndTheListIsBounded() {
        Orders orders = orders("true", "false");
        assertInvalid(() -> orders.sum(-424242, "x")).hasMessageNotContaining("424242");
        List<Line> lines = IntStream.range(0, 50).mapToObj(i -> new Line("x", 0)).toList();
        assertInvalid(() -> orders.many(lines)).hasMessageContaining("; and 30 more");
    }

    @Nested
    class Contract extends FilterContractTest {
        @Override
        protected Filter filter() {
            return new ValidationFilter();
        }
    }
}
