package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ReferenceCaller;
import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.testkit.UnusualServices.Store;
import io.redub.testkit.UnusualServices.TextStore;
import io.redub.testkit.UnusualServices.WithDefaults;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
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

    /** What {@code bean} does, through both ends of a proxy of {@code type}. */
    private <T> T both(Class<T> type, T bean) {
        ServiceModel service = ServiceModel.of(type);
        MethodCaller caller = factory().caller(service, bean);
        return factory().reference(type, service, caller::call);
    }

    @Test
    void aDefaultMethodIsACallLikeAnyOther() {
        WithDefaults provider =
                new WithDefaults() {
                    @Override
                    public String plain(String text) {
                        return "plain " + text;
                    }

                    @Override
                    public String decorated(String text) {
                        return "mine " + text;
                    }
                };
        assertThat(both(WithDefaults.class, provider).decorated("x")).isEqualTo("mine x");
        assertThat(both(WithDefaults.class, WithDefaults.shouting()).decorated("x"))
                .isEqualTo("[X]");
    }

    @Test
    void methodsOfObjectStayHereThoughTheInterfaceDeclaresThem() {
        WithDefaults reference =
                factory()
                        .reference(
                                WithDefaults.class,
                                ServiceModel.of(WithDefaults.class),
                                (method, arguments) -> {
                                    throw new AssertionError("called");
                                });
        assertThat(reference.toString()).contains(WithDefaults.class.getName());
        assertThat(reference.hashCode()).isEqualTo(System.identityHashCode(reference));
        assertThat(reference.equals(null)).isFalse();
    }

    @Test
    void anOverrideOfAGenericMethodIsTheSameMethod() {
        TextStore texts = both(TextStore.class, new UnusualServices.TextBean());
        Store<Integer, String> general = texts;
        general.put(1, "a");
        assertThat(texts.find(2)).isEqualTo("a2");
        assertThat(general.find(3)).isEqualTo("a3");
        assertThat(general.all()).containsExactly("a");
        assertThat(texts.describe()).isEqualTo("texts");
        assertThat(general.describe()).isEqualTo("texts");
    }

    @Test
    void valuesOfEveryTypeGoThrough() {
        UnusualServices.Values both =
                both(UnusualServices.Values.class, new UnusualServices.ValuesBean());
        assertThat(both.flag(true)).isTrue();
        assertThat(both.small(Byte.MIN_VALUE)).isEqualTo(Byte.MIN_VALUE);
        assertThat(both.shorter(Short.MAX_VALUE)).isEqualTo(Short.MAX_VALUE);
        assertThat(both.letter('\uffff')).isEqualTo('\uffff');
        assertThat(both.number(-1)).isEqualTo(-1);
        assertThat(both.big(1L << 40, 2.5, 3, 4)).isEqualTo((1L << 40) + 9);
        assertThat(both.real(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
        assertThat(both.precise(Math.PI)).isEqualTo(Math.PI);
        assertThat(both.grid(new long[][] {{1}, {}})).isDeepEqualTo(new long[][] {{1}, {}});
        assertThat(both.words()).isEmpty();
        assertThat(both.words("a", "b")).containsExactly("a", "b");
        assertThat(both.count(1, "a", 2, 'c')).isEqualTo(4);
        assertThat(both.anything(null)).isNull();
        assertThat(both.nothingLater()).isCompletedWithValue(null);
    }

    /** As Java has it: nobody could catch a checked exception that no method declares. */
    @Test
    void aCheckedExceptionIsThrownAsItselfOnlyWhereItIsDeclared() {
        UnusualServices.Values values = throwing(new IOException("checked"));
        assertThatThrownBy(values::declared)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("checked");
        assertThatThrownBy(() -> values.number(1))
                .isExactlyInstanceOf(UndeclaredThrowableException.class)
                .hasMessageContaining("java.io.IOException")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> throwing(new StackOverflowError("deep")).number(1))
                .isExactlyInstanceOf(StackOverflowError.class);
    }

    private UnusualServices.Values throwing(Throwable thrown) {
        ServiceModel service = ServiceModel.of(UnusualServices.Values.class);
        return factory()
                .reference(
                        UnusualServices.Values.class,
                        service,
                        new ReferenceCaller(
                                service,
                                call -> Result.failed(Status.application(thrown)),
                                ReferenceCaller.modes(service),
                                Runnable::run));
    }

    @Test
    void anInterfaceWithoutMethodsIsAServiceToo() {
        UnusualServices.Empty empty =
                both(UnusualServices.Empty.class, new UnusualServices.Empty() {});
        assertThat(empty).isInstanceOf(EchoService.class);
    }

    @Test
    void manyMethodsAreToldApart() throws Exception {
        Class<?> wide = UnusualServices.wide(300);
        Object both = generated(wide, (name, arguments) -> (Integer) arguments[0] + number(name));
        for (int i = 0; i < 300; i++) {
            assertThat(wide.getMethod("m" + i, int.class).invoke(both, 1000)).isEqualTo(1000 + i);
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    @Test
    void namesThatJavaSourceCannotHaveAreNames() throws Exception {
        Class<?> kotlin = UnusualServices.kotlin(getClass().getClassLoader());
        assertKotlin(kotlin);
    }

    /** Such as a plug-in's loader that was not made below the application's. */
    @Test
    void anInterfaceMayComeFromALoaderThatDoesNotSeeRedub() throws Exception {
        Class<?> apart = UnusualServices.kotlin(ClassLoader.getPlatformClassLoader());
        assertThatThrownBy(() -> apart.getClassLoader().loadClass(EchoService.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
        assertKotlin(apart);
    }

    private void assertKotlin(Class<?> kotlin) throws Exception {
        Object both =
                generated(
                        kotlin,
                        (name, arguments) ->
                                (Long) arguments[0]
                                        + ((String) arguments[1]).length()
                                        + name.length());
        for (Method method : kotlin.getMethods()) {
            assertThat(method.invoke(both, 100L, "ab")).isEqualTo(102L + method.getName().length());
        }
        assertThat(((EchoService) both)).isNotNull();
    }

    @Test
    void anInterfaceThatOnlyItsPackageSeesIsServed() throws Exception {
        Class<?> hidden = UnusualServices.hidden();
        Object both = generated(hidden, (name, arguments) -> name + arguments[0]);
        Method method = hidden.getMethod("text", String.class);
        method.setAccessible(true);
        assertThat(method.invoke(both, "!")).isEqualTo("text!");
    }

    /** Both ends of an interface that is known only at run time. */
    private Object generated(Class<?> type, BiFunction<String, Object[], Object> behaviour) {
        Object target =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> behaviour.apply(method.getName(), arguments));
        return bothOf(type, target);
    }

    private <T> T bothOf(Class<T> type, Object target) {
        return both(type, type.cast(target));
    }
}
