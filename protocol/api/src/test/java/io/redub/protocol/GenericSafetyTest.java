package io.redub.protocol;

import static io.redub.protocol.GenericCalls.failure;
import static io.redub.protocol.GenericCalls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of the known attacks on generic calls, with markers in place of what does harm. */
class GenericSafetyTest {
    /** Counts what code of {@link Gadget} has run; apart, so that reading it runs none. */
    static final AtomicInteger RUN = new AtomicInteger();

    private final GenericCalls calls = new GenericCalls();

    /** Stands for the classes the attacks name: everything it can do is counted. */
    @SuppressWarnings("unused")
    static class Gadget extends Shop.Order {
        int field;

        Gadget() {
            RUN.incrementAndGet();
        }

        public void setField(int field) {
            RUN.incrementAndGet();
        }

        @Override
        public int hashCode() {
            return RUN.incrementAndGet();
        }

        @Override
        public boolean equals(Object other) {
            RUN.incrementAndGet();
            return this == other;
        }

        @Override
        public String toString() {
            return "run " + RUN.incrementAndGet();
        }
    }

    /** Nothing else in this process mentions it, so whoever initialises it is seen. */
    @SuppressWarnings("unused")
    static class Dormant extends Shop.Order implements Shop.Payment {
        static final int LOADED = RUN.incrementAndGet();

        int field;
    }

    private static final String DORMANT = GenericSafetyTest.class.getName() + "$Dormant";

    private static final String GADGET = GenericSafetyTest.class.getName() + "$Gadget";

    @BeforeEach
    void nothingHasRun() {
        RUN.set(0);
    }

    @Test
    void aClassNobodyAdmittedIsNeverLoadedWhereverItIsNamed() {
        Object gadget = map("class", DORMANT, "field", 1);
        assertThat(calls.realised("any", gadget)).isEqualTo(gadget);
        assertThat(calls.realised("any", List.of(gadget))).isEqualTo(List.of(gadget));
        assertThat(calls.realised("any", Map.of(gadget, gadget))).isEqualTo(Map.of(gadget, gadget));
        assertThat(calls.realised("place", gadget)).isExactlyInstanceOf(Shop.Order.class);
        assertThat(calls.realised("place", map("extra", gadget)))
                .isInstanceOfSatisfying(
                        Shop.Order.class, order -> assertThat(order.extra).isEqualTo(gadget));
        assertThat(failure(calls.call("pay", null, gadget)).code())
                .isEqualTo(StatusCode.VALIDATION);
        assertThat(failure(calls.call("place", null, map("kind", DORMANT))).code())
                .isEqualTo(StatusCode.VALIDATION);
        assertThat(failure(calls.call("hi", new String[] {DORMANT}, gadget)).code())
                .isEqualTo(StatusCode.METHOD_NOT_FOUND);
        assertThat(failure(calls.call(DORMANT, null, gadget)).code())
                .isEqualTo(StatusCode.METHOD_NOT_FOUND);

        assertThat(RUN).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread",
                "java.util.ArrayList",
                "java.lang.IllegalStateException",
                "int",
                "io.redub.protocol.Shop$Colour",
                "io.redub.protocol.Shop$Payment",
                "com.sun.rowset.JdbcRowSetImpl",
                "javax.naming.InitialContext",
                "org.apache.xbean.propertyeditor.JndiConverter",
                "org.apache.dubbo.common.utils.SerializeSecurityManager",
                "[Ljava.lang.Object;"
            })
    void onlyPlainClassesOfTheUsersAreMadeOfMaps(String name) {
        Object value = map("class", name, "dataSourceName", "ldap://localhost/x", "autoCommit", 1);

        assertThat(calls.realised("any", value)).isEqualTo(value);
    }

    @Test
    void anAdmittedClassIsNotMadeWhereAnotherIsDeclared() {
        Object payment = map("class", Shop.CardPayment.class.getName(), "number", "1");

        assertThat(calls.realised("place", payment)).isExactlyInstanceOf(Shop.Order.class);
    }

    @Test
    void theDeclaredTypeItselfMustBeAdmittedToo() {
        assertThat(failure(calls.call("run", null, map("name", "x"))).message())
                .contains("a map (expected: a map whose \"class\" names")
                .contains("java.lang.Thread");
        GenericCalls strict =
                new GenericCalls(new KnownTypes(KnownTypes.SHOP.limits(), List.of(String.class)));
        assertThat(failure(strict.call("place", null, map("buyer", "x"))).message())
                .contains("Shop$Order that demo.Shop admits");
    }

    @Test
    void noReceivedObjectIsFormattedOrHashedOnTheWayToAFailure() {
        Gadget gadget = new Gadget();
        RUN.set(0);

        assertThat(failure(calls.call("hi", null, gadget)).message())
                .contains("an object of " + GADGET + " (expected: a text)");
        assertThat(failure(calls.call("add", new String[] {"int", "int"}, gadget, 1)).message())
                .contains(GADGET);
        assertThat(failure(calls.call("orders", null, List.of(gadget, 5))).message())
                .contains("[1]: 5 (expected");
        assertThat(
                        failure(
                                        calls.send(
                                                Invocation.of(
                                                                calls.service.genericInvoke(),
                                                                "hi",
                                                                null,
                                                                null)
                                                        .withAttachment("generic", gadget)))
                                .message())
                .contains("generic: an object of " + GADGET);
        assertThat(RUN).hasValue(0);
    }

    @Test
    void aSetOfListsThatShareTheirPartsDoesNotTakeForever() {
        List<Object> bomb = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            bomb = new ArrayList<>(List.of(bomb.isEmpty() ? "x" : shared(bomb)));
        }
        List<Object> shared = bomb;
        List<Object> hidden = new ArrayList<>(Collections.nCopies(20_000, null));
        hidden.add(shared);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (Object key : List.of(shared, hidden)) {
                        assertThat(failure(calls.call("things", null, List.of(key))).message())
                                .contains("a key of too many parts");
                    }
                    assertThat(calls.realised("any", shared)).isInstanceOf(List.class);
                });
    }

    private static Object shared(List<Object> part) {
        return new ArrayList<>(List.of(part, part));
    }

    @Test
    void aKeyThatContainsItselfIsAFailure() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        Result result = calls.call("things", null, List.of(cycle));

        assertThat(failure(result).message()).contains("one that contains itself");
    }

    @Test
    void digitsAreBounded() {
        String digits = "9".repeat(5_000_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () ->
                        assertThat(failure(calls.call("place", null, map("total", digits))).code())
                                .isEqualTo(StatusCode.VALIDATION));
    }
}
