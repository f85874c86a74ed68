package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.ProxyFactory;
import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ProxyFactory} promises. */
public abstract class ProxyFactoryContractTest {
    private static final ServiceModel MODEL = ContractService.MODEL;

    protected abstract ProxyFactory factory();

    private ContractService reference(CallHandler handler) {
        return factory().reference(ContractService.class, MODEL, handler);
    }

    private static int index(String name, Class<?>... parameters) {
        MethodModel method = MODEL.find(name, MethodModel.describe(parameters));
        return Objects.requireNonNull(method, name).index();
    }

    /** Both ends put together: what a reference calls, a caller does. */
    private ContractService roundTrip() {
        MethodCaller caller = factory().caller(MODEL, new ContractBean());
        return reference(caller::call);
    }

    @Test
    void aReferencePassesTheIndexOfTheMethodAndItsArguments() {
        ContractService reference =
                reference(
                        (method, arguments) -> {
                            assertThat(method).isEqualTo(index("text", String.class, int.class));
                            assertThat(arguments).containsExactly("a", 3);
                            return "answer";
                        });
        assertThat(reference.text("a", 3)).isEqualTo("answer");
    }

    @Test
    void valuesOfEveryKindGoThroughBothEnds() throws Exception {
        ContractService both = roundTrip();
        assertThat(both.text(null)).isNull();
        assertThat(both.text("a")).isEqualTo("a");
        assertThat(both.text("ab", 2)).isEqualTo("abab");
        assertThat(both.sum((byte) -1, (short) 2, 3, 'A')).isEqualTo(69);
        assertThat(both.mix(1L << 20, 0.5f, 0.25, true)).isEqualTo((1L << 20) + 0.75);
        assertThat(both.numbers(new int[] {1, 2})).containsExactly(1, 2);
        assertThat(both.move(new ContractService.Point(1, 2, 3, null, List.of()), 1))
                .isEqualTo(new ContractService.Point(2, 3, 3, null, List.of()));
        assertThat(both.later("x").get()).isEqualTo("x!");
        both.nothing();
    }

    @Test
    void whatTheTargetThrowsArrivesUnwrapped() {
        assertThatThrownBy(() -> roundTrip().fail("no"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no");
    }

    @Test
    void whatTheHandlerThrowsArrivesUnwrapped() {
        ContractService reference =
                reference(
                        (method, arguments) -> {
                            throw new IllegalStateException("broken");
                        });
        assertThatThrownBy(reference::nothing)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void everyReferenceEchoes() {
        ContractService reference =
                reference(
                        (method, arguments) -> {
                            assertThat(method).isEqualTo(MODEL.echo().index());
                            return arguments[0];
                        });
        assertThat(((EchoService) reference).$echo("x")).isEqualTo("x");
    }

    @Test
    void theMethodsOfObjectStayHere() {
        AtomicInteger calls = new AtomicInteger();
        CallHandler counting =
                new CallHandler() {
                    @Override
                    public @Nullable Object call(int method, @Nullable Object[] arguments) {
                        return calls.incrementAndGet();
                    }
                };
        ContractService reference = reference(counting);
        ContractService other = reference(counting);
        assertThat(reference.equals(reference)).isTrue();
        assertThat(reference.equals(other)).isFalse();
        assertThat(reference.hashCode()).isEqualTo(reference.hashCode());
        assertThat(reference.toString()).contains(ContractService.class.getName());
        assertThat(calls).hasValue(0);
    }

    @Test
    void callersOfTheSameServiceKeepTheirOwnTargets() throws Throwable {
        CompletableFuture<String> seen = new CompletableFuture<>();
        MethodCaller first = factory().caller(MODEL, new ContractBean());
        MethodCaller second =
                factory()
                        .caller(
                                MODEL,
                                reference(
                                        (method, arguments) -> {
                                            seen.complete(String.valueOf(arguments[0]));
                                            return "second";
                                        }));
        int text = index("text", String.class);
        assertThat(first.call(text, new Object[] {"a"})).isEqualTo("a");
        assertThat(second.call(text, new Object[] {"b"})).isEqualTo("second");
        assertThat(seen).isCompletedWithValue("b");
    }
}
