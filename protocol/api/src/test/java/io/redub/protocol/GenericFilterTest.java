package io.redub.protocol;

import static io.redub.protocol.GenericCalls.failure;
import static io.redub.protocol.GenericCalls.map;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.GenericException;
import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericFilterTest {
    private final GenericCalls calls = new GenericCalls();

    @Test
    void aNamedMethodIsCalledWithItsOwnModelAndEverythingElseOfTheCallKept() {
        Invocation invocation =
                Invocation.of(
                                calls.service.genericInvokeAsync(),
                                "hi",
                                new String[] {"java.lang.String"},
                                new Object[] {"bob"})
                        .withAttachments(Map.of("generic", "true", "user", "x"))
                        .withDeadline(42);

        assertThat(calls.send(invocation)).isEqualTo(Result.value("bob"));

        assertThat(seen().method()).isSameAs(calls.service.named("hi").get(0));
        assertThat(seen().arguments()).containsExactly("bob");
        assertThat(seen().attachment("user")).isEqualTo("x");
        assertThat(seen().deadlineNanos()).isEqualTo(42);
    }

    @Test
    void overloadsAreChosenByTheNamesOfTheirTypes() {
        calls.call("add", new String[] {"int", "int"}, 1, 2L);
        assertThat(seen().method().descriptor()).isEqualTo("II");
        assertThat(seen().arguments()).containsExactly(1, 2);

        calls.call("add", new String[] {"long", "long"}, 1, 2L);
        assertThat(seen().method().descriptor()).isEqualTo("JJ");
        assertThat(seen().arguments()).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Ljava.lang.String;", "java.lang.String[]"})
    void arraysAreNamedInEitherForm(String type) {
        calls.call("add", new String[] {type}, List.of("a", "b"));

        assertThat((String[]) seen().arguments()[0]).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.redub.protocol.Shop$Order", "io.redub.protocol.Shop.Order"})
    void nestedClassesAreNamedInEitherForm(String type) {
        calls.call("place", new String[] {type}, map("buyer", "b"));

        assertThat(seen().arguments()[0]).isInstanceOf(Shop.Order.class);
    }

    @Test
    void withoutTypesTheOnlyMethodOfTheNameOrOfTheNumberOfArgumentsIsMeant() {
        calls.call("hi", null, "a");
        assertThat(seen().method().name()).isEqualTo("hi");
        calls.call("hi", new String[0], "a");
        assertThat(seen().method().name()).isEqualTo("hi");
        calls.call("add", new String[0], new Object[] {List.of("a")});
        assertThat(seen().method().parameterClasses()).containsExactly(String[].class);
    }

    @Test
    void anUnclearChoiceIsRefusedWithTheOverloadsThereAre() {
        Status status = failure(calls.call("add", null, 1, 2));

        assertThat(calls.seen).isNull();
        assertThat(status.code()).isEqualTo(StatusCode.METHOD_NOT_FOUND);
        assertThat(status.message())
                .contains("several methods add")
                .contains("add(int, int)", "add(long, long)", "add(java.lang.String[])");
    }

    @Test
    void anUnknownOverloadIsRefusedWithTheOnesThereAre() {
        Status status = failure(calls.call("add", new String[] {"int", "long"}, 1, 2));

        assertThat(status.code()).isEqualTo(StatusCode.METHOD_NOT_FOUND);
        assertThat(status.origin()).isEqualTo(Origin.REMOTE);
        assertThat(status.message())
                .contains("io.redub.protocol.Shop has no method add(int, long)")
                .contains("add(int, int)");
    }

    @Test
    void anUnknownMethodIsRefusedWithTheMethodsThereAre() {
        Status status = failure(calls.call("no\nmethod", new String[0]));

        assertThat(status.code()).isEqualTo(StatusCode.METHOD_NOT_FOUND);
        assertThat(status.message()).contains("Shop has no method no?method").contains("hi, list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$invoke", "$invokeAsync", "$echo"})
    void builtInMethodsAreNotReachedByName(String name) {
        assertThat(failure(calls.call(name, null, "a")).code())
                .isEqualTo(StatusCode.METHOD_NOT_FOUND);
    }

    @Test
    void aWrongNumberOfArgumentsIsRefused() {
        Status status = failure(calls.call("hi", new String[] {"java.lang.String"}, "a", "b"));

        assertThat(status.code()).isEqualTo(StatusCode.VALIDATION);
        assertThat(status.message()).contains("2 arguments (expected: 1)");
    }

    @Test
    void noArgumentsAtAllMeansNulls() {
        calls.call("hi", new String[] {"java.lang.String"}, (Object[]) null);

        assertThat(seen().arguments()).containsExactly((Object) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nativejava", "bean", "gson", "protobuf-json", "false"})
    void otherFormsOfGenericCallsAreRefused(String form) {
        Status status = failure(calls.send(hi().withAttachment("generic", form)));

        assertThat(calls.seen).isNull();
        assertThat(status.code()).isEqualTo(StatusCode.VALIDATION);
        assertThat(status.message())
                .isEqualTo("generic: '" + form + "' (expected: 'true' or 'raw.return')");
    }

    @Test
    void aRawReturnIsLeftAsItIs() {
        Shop.Order order = new Shop.Order();
        calls.answering(call -> Result.value(order));

        Result result = calls.send(hi().withAttachment("generic", "raw.return"));

        assertThat(((Result.Value) result).value()).isSameAs(order);
    }

    @Test
    void attachmentsOfTheResultAreKept() {
        Map<String, Object> attachments = Map.of("k", "v");
        calls.answering(c -> Result.value(new Shop.Order()).withAttachments(attachments));
        assertThat(calls.send(hi()).attachments()).isEqualTo(attachments);
        calls.answering(
                c ->
                        Result.failure(Status.application(new IllegalStateException("x")))
                                .withAttachments(attachments));
        assertThat(calls.send(hi()).attachments()).isEqualTo(attachments);
    }

    @Test
    void whatTheMethodThrewArrivesAsItsClassAndMessage() {
        calls.answering(c -> Result.failure(Status.application(new IllegalStateException("x"))));

        Status status = failure(calls.send(hi()));

        assertThat(status.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(status.cause())
                .isInstanceOfSatisfying(
                        GenericException.class,
                        e -> {
                            assertThat(e.getExceptionClass())
                                    .isEqualTo("java.lang.IllegalStateException");
                            assertThat(e.getExceptionMessage()).isEqualTo("x");
                        });
    }

    @Test
    void otherFailuresAreLeftAsTheyAre() {
        Result failure =
                Result.failure(Status.of(StatusCode.LIMIT_EXCEEDED, Origin.REMOTE, "full"));
        calls.answering(c -> failure);

        assertThat(calls.send(hi())).isSameAs(failure);
    }

    @Test
    void otherCallsPassUntouched() {
        Invocation call = Invocation.of(calls.service.named("hi").get(0), map("class", "x"));

        calls.send(call);

        assertThat(calls.seen).isSameAs(call);
    }

    @Test
    void aServiceThatIsGenericItselfGetsTheCallAsItIs() {
        ServiceModel generic = ServiceModel.generic("demo.Any");
        GenericFilter filter = new GenericFilter(generic, KnownTypes.SHOP);
        Invocation call = Invocation.of(generic.genericInvoke(), "m", new String[0], new Object[0]);

        Invocation[] seen = new Invocation[1];
        filter.invoke(
                call,
                next -> {
                    seen[0] = next;
                    return CompletableFuture.completedFuture(Result.NULL);
                });

        assertThat(generic.type()).isEqualTo(GenericService.class);
        assertThat(seen[0]).isSameAs(call);
    }

    @Test
    void anArgumentThatDoesNotFitIsRefusedWithThePathToIt() {
        Object page = map("rows", List.of(map("items", List.of(map(), map("count", "abc")))));

        Status status = failure(calls.call("list", null, page));

        assertThat(calls.seen).isNull();
        assertThat(status.code()).isEqualTo(StatusCode.VALIDATION);
        assertThat(status.origin()).isEqualTo(Origin.REMOTE);
        assertThat(status.message())
                .isEqualTo(
                        "io.redub.protocol.Shop.list(io.redub.protocol.Shop$Page): argument 0:"
                                + " rows[0].items[1].count: 'abc' (expected: a whole number from"
                                + " -128 to 127)");
    }

    private Invocation hi() {
        return Invocation.of(
                calls.service.genericInvoke(), "hi", new String[0], new Object[] {"bob"});
    }

    private Invocation seen() {
        @Nullable Invocation seen = calls.seen;
        assertThat(seen).as("the call behind the filter").isNotNull();
        return requireNonNull(seen);
    }
}
