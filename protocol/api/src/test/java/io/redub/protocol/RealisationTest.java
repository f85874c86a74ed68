package io.redub.protocol;

import static io.redub.protocol.GenericCalls.map;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.protocol.Shop.BigOrder;
import io.redub.protocol.Shop.CardPayment;
import io.redub.protocol.Shop.Colour;
import io.redub.protocol.Shop.Link;
import io.redub.protocol.Shop.Node;
import io.redub.protocol.Shop.Order;
import io.redub.protocol.Shop.Page;
import io.redub.protocol.Shop.Point;
import io.redub.protocol.Shop.SortedPage;
import io.redub.serialize.ReadLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RealisationTest {
    private final GenericCalls calls = new GenericCalls();

    static List<Arguments> fitting() {
        Date noon =
                Date.from(
                        LocalDateTime.of(2024, 2, 29, 12, 0)
                                .atZone(ZoneId.systemDefault())
                                .toInstant());
        UUID uuid = new UUID(1, 2);
        return List.of(
                fits(7L, int.class, 7),
                fits(7, Long.class, 7L),
                fits(7.0, short.class, (short) 7),
                fits("-128", byte.class, (byte) -128),
                fits(new BigDecimal("7.00"), int.class, 7),
                fits(1, double.class, 1.0),
                fits(0.1, float.class, 0.1f),
                fits(0.1f, double.class, (double) 0.1f),
                fits(Double.NaN, float.class, Float.NaN),
                fits(-0.0, Float.class, -0.0f),
                fits("1.50", BigDecimal.class, new BigDecimal("1.50")),
                fits(0.1, BigDecimal.class, new BigDecimal("0.1")),
                fits(5L, BigInteger.class, BigInteger.valueOf(5)),
                fits("1E3", BigInteger.class, BigInteger.valueOf(1000)),
                fits(5, Number.class, 5),
                fits("TRUE", boolean.class, true),
                fits("x", char.class, 'x'),
                fits("xy", char[].class, new char[] {'x', 'y'}),
                fits("x", CharSequence.class, "x"),
                fits('x', String.class, "x"),
                fits("GREEN", Colour.class, Colour.GREEN),
                fits(map("class", "any", "name", "RED"), Colour.class, Colour.RED),
                fits("2024-02-29 12:00:00", Date.class, noon),
                fits(noon.getTime(), Date.class, noon),
                fits(noon, Timestamp.class, new Timestamp(noon.getTime())),
                fits("2024-02-29", LocalDate.class, LocalDate.of(2024, 2, 29)),
                fits("2024-02-29T12:00", LocalDateTime.class, LocalDateTime.of(2024, 2, 29, 12, 0)),
                fits("1970-01-01T00:00:01Z", Instant.class, Instant.ofEpochSecond(1)),
                fits("PT1.5S", Duration.class, Duration.ofMillis(1500)),
                fits(uuid.toString(), UUID.class, uuid),
                fits("java.lang.String", Class.class, String.class),
                fits(List.of(1, "2", 3L), int[].class, new int[] {1, 2, 3}),
                fits(new Object[] {"1"}, Long[].class, new Long[] {1L}),
                fits(new int[] {1}, long[].class, new long[] {1}),
                fits(List.of(List.of(1)), int[][].class, new int[][] {{1}}),
                fits(new byte[] {1}, byte[].class, new byte[] {1}),
                fits(null, String.class, null),
                fits(null, Optional.class, Optional.empty()));
    }

    private static Arguments fits(@Nullable Object value, Class<?> type, @Nullable Object as) {
        return Arguments.of(value, type, as);
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void aPlainValueFitsItsDeclaredType(
            @Nullable Object value, Class<?> type, @Nullable Object expected) {
        assertThat(new Realisation(KnownTypes.SHOP).value(value, Target.of(type)))
                .isEqualTo(expected);
    }

    static List<Arguments> unfitting() {
        return List.of(
                Arguments.of(128, byte.class, "128 (expected: a whole number from -128 to 127)"),
                Arguments.of(3.5, int.class, "3.5 (expected: a whole number from -2147483648"),
                Arguments.of(Double.NaN, long.class, "NaN (expected"),
                Arguments.of(1e300, float.class, "1.0E300 (expected: a number a float can hold)"),
                Arguments.of("1e999", double.class, "'1e999' (expected"),
                Arguments.of("abc", BigDecimal.class, "'abc' (expected: a number)"),
                Arguments.of("1E999999999", BigInteger.class, "(expected: a whole number)"),
                Arguments.of(new BigDecimal("1E999999999"), long.class, "1E+999999999 (expected"),
                Arguments.of("yes", boolean.class, "'yes' (expected: true or false)"),
                Arguments.of("xy", char.class, "'xy' (expected: one character)"),
                Arguments.of(5, String.class, "5 (expected: a text)"),
                Arguments.of("BLUE", Colour.class, "'BLUE' (expected: one of RED, GREEN)"),
                Arguments.of("tomorrow", Date.class, "'tomorrow' (expected: a date as"),
                Arguments.of("java.lang.Runtime", Class.class, "that demo.Shop admits"),
                Arguments.of("x", List.class, "'x' (expected: a list)"),
                Arguments.of(List.of(), Map.class, "a collection of 0 (expected: a map)"),
                Arguments.of("x", Order.class, "'x' (expected: a value of"),
                Arguments.of(List.of(1), Order.class, "a collection of 1 (expected"),
                Arguments.of(
                        new Order(), String.class, "an object of io.redub.protocol.Shop$Order"),
                Arguments.of("a\nb" + "c".repeat(99), int.class, "'a?b" + "c".repeat(57) + "…'"));
    }

    @ParameterizedTest
    @MethodSource("unfitting")
    void aValueIsRefusedRatherThanChanged(Object value, Class<?> type, String message) {
        assertThatThrownBy(() -> new Realisation(KnownTypes.SHOP).value(value, Target.of(type)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNullForAPrimitiveArgumentIsRefused() {
        assertThat(
                        GenericCalls.failure(
                                        calls.call("add", new String[] {"int", "int"}, 1, null))
                                .message())
                .endsWith("argument 1: null (expected: a value of int)");
    }

    @Test
    void aMapBecomesAnObjectThroughItsFieldsAndWithoutItsSetters() {
        Order order =
                (Order)
                        requireNonNull(
                                calls.realised(
                                        "place",
                                        map(
                                                "buyer",
                                                "bob",
                                                "paid",
                                                true,
                                                "id",
                                                5,
                                                "mark",
                                                "x",
                                                "weight",
                                                1.5,
                                                "colour",
                                                "RED",
                                                "place",
                                                map("x", 1, "label", "here"),
                                                "items",
                                                List.of(map("sku", "s", "count", 3)),
                                                "tags",
                                                map("t", List.of("RED", "GREEN")),
                                                "numbers",
                                                List.of(1, 2),
                                                "spares",
                                                List.of(map("sku", "t")),
                                                "pages",
                                                null,
                                                "secret",
                                                "s",
                                                "created",
                                                99,
                                                "unknown",
                                                new Object())));

        assertThat(order.buyer).isEqualTo("bob");
        assertThat(order.isPaid).isTrue();
        assertThat(order.id).isEqualTo(5L);
        assertThat(order.mark).isEqualTo('x');
        assertThat(order.weight).isEqualTo(1.5f);
        assertThat(order.colour).isEqualTo(Colour.RED);
        assertThat(order.place).isEqualTo(new Point(1, 0, "here"));
        assertThat(order.items.get(0).sku()).isEqualTo("s");
        assertThat(order.items.get(0).count()).isEqualTo((byte) 3);
        assertThat(order.tags).isEqualTo(Map.of("t", List.of(Colour.RED, Colour.GREEN)));
        assertThat(order.numbers).containsExactly(1, 2);
        assertThat(requireNonNull(order.spares)[0].sku()).isEqualTo("t");
        assertThat(order.pages).as("no value: the default of the class").isEqualTo(7);
        assertThat(order.secret).as("transient").isNull();
        assertThat(Order.created).as("static").isZero();
    }

    @Test
    void aFieldIsFoundByItsOwnNameToo() {
        Order order = (Order) requireNonNull(calls.realised("place", map("isPaid", true)));

        assertThat(order.isPaid).isTrue();
    }

    @Test
    void typeArgumentsReachTheFieldsOfGenericClasses() {
        Object inner = map("rows", List.of(List.of(map("buyer", "c"))));
        Page<?> page =
                (Page<?>)
                        requireNonNull(
                                calls.realised(
                                        "list",
                                        map(
                                                "rows", List.of(map("buyer", "a")),
                                                "array", List.of(map("buyer", "b")),
                                                "inner", inner)));

        assertThat(page.rows.get(0)).isInstanceOf(Order.class);
        assertThat(requireNonNull(page.inner).rows.get(0))
                .isInstanceOfSatisfying(
                        Set.class, set -> assertThat(set).hasOnlyElementsOfType(Order.class));
    }

    @Test
    void anAdmittedSubclassKeepsTheTypeArgumentsOfWhatIsDeclared() {
        SortedPage<?> page =
                (SortedPage<?>)
                        requireNonNull(
                                calls.realised(
                                        "list",
                                        map(
                                                "class", SortedPage.class.getName(),
                                                "first", map("buyer", "a"),
                                                "rows", List.of(map()))));

        assertThat(page.first).isInstanceOf(Order.class);
        assertThat(page.rows.get(0)).isInstanceOf(Order.class);
    }

    @Test
    void anInterfaceNeedsTheNameOfAnAdmittedImplementation() {
        Object named = map("class", CardPayment.class.getName(), "number", "4711");

        assertThat(calls.realised("pay", named))
                .isInstanceOfSatisfying(
                        CardPayment.class, card -> assertThat(card.number).isEqualTo("4711"));
        assertThat(GenericCalls.failure(calls.call("pay", null, map("number", "1"))).message())
                .contains("a map (expected: a map whose \"class\" names an implementation of")
                .contains("Shop$Payment that demo.Shop admits");
    }

    @Test
    void theNameOfASubclassChoosesIt() {
        Object order = map("class", BigOrder.class.getName(), "discount", 3, "buyer", "b");

        assertThat(calls.realised("place", order))
                .isInstanceOfSatisfying(
                        BigOrder.class, big -> assertThat(big.discount).isEqualTo(3));
    }

    @Test
    void whereAnythingIsDeclaredOnlyAdmittedNamesMakeObjects() {
        assertThat(calls.realised("any", List.of(map("class", Point.class.getName(), "x", 1))))
                .isEqualTo(List.of(new Point(1, 0, null)));
        Object unknown = map("class", "org.example.Unknown", "a", List.of(1));
        assertThat(calls.realised("any", unknown)).isEqualTo(unknown).isNotSameAs(unknown);
        assertThat(calls.realised("any", "x")).isEqualTo("x");
        assertThat((Object[]) calls.realised("any", new Object[] {1, "x"})).containsExactly(1, "x");
    }

    @Test
    void containersAreMadeOfTheDeclaredKind() {
        assertThat(realise(List.of(1), Set.class)).isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(realise(List.of(2, 1), TreeSet.class)).isEqualTo(new TreeSet<>(Set.of(1, 2)));
        assertThat(realise(Set.of(1), List.class)).isEqualTo(List.of(1));
        assertThat(realise(Set.of(1), Iterable.class)).isEqualTo(List.of(1));
        assertThat(realise(new int[] {1}, List.class)).isEqualTo(List.of(1));
        assertThat(realise(Arrays.asList(1, null), Queue.class)).isInstanceOf(Queue.class);
        assertThat(realise(List.of(1), ArrayDeque.class)).isInstanceOf(Deque.class);
        assertThat(realise(new HashMap<>(), ConcurrentMap.class))
                .isInstanceOf(ConcurrentHashMap.class);
        assertThat(realise(List.of(1), HashSet.class)).isInstanceOf(HashSet.class);
    }

    @Test
    void keysAndElementsGetTheirDeclaredTypes() {
        Map<?, ?> byId = (Map<?, ?>) calls.realised("byId", Map.of("5", List.of(map())));
        assertThat(requireNonNull(byId).get(5L)).isInstanceOf(Order[].class);
        assertThat(calls.realised("stock", Map.of("GREEN", 1, "RED", 2)))
                .isEqualTo(new TreeMap<>(Map.of(Colour.RED, (short) 2, Colour.GREEN, (short) 1)))
                .isInstanceOf(TreeMap.class);
        assertThat(calls.realised("colours", Map.of("RED", 1L)))
                .isEqualTo(new EnumMap<>(Map.of(Colour.RED, 1)));
        assertThat(calls.realised("sets", List.of(Set.of("1"), List.of(2, 2))))
                .isEqualTo(Set.of(Set.of(1), Set.of(2)));
        assertThat(calls.realised("nearest", map("x", 1)))
                .isEqualTo(Optional.of(new Point(1, 0, null)));
        assertThat(((List<?>) requireNonNull(calls.realised("bounded", List.of(map())))).get(0))
                .isInstanceOf(Order.class);
    }

    @Test
    void whatAContainerRefusesIsAFailureWithItsPlace() {
        assertThat(GenericCalls.failure(calls.call("stock", null, map("a\"b", 1))).message())
                .endsWith("argument 0: ['a\"b']: 'a\"b' (expected: one of RED, GREEN)");
        assertThatThrownBy(() -> realise(List.of(1, "a"), TreeSet.class))
                .hasMessage(
                        "[1]: java.util.TreeSet does not take it: java.lang.ClassCastException");
        Map<String, @Nullable Object> withNull = map("a", null);
        assertThatThrownBy(() -> realise(withNull, ConcurrentMap.class))
                .hasMessageContaining("NullPointerException");
    }

    @Test
    void objectsThatAreThereAlreadyAreKept() {
        Order order = new Order();
        assertThat(calls.realised("place", order)).isSameAs(order);
        assertThat(((List<?>) requireNonNull(calls.realised("orders", List.of(order)))).get(0))
                .isSameAs(order);
    }

    @Test
    void whatOccursTwiceIsMadeOnce() {
        Object one = map("buyer", "b");
        List<?> orders = (List<?>) requireNonNull(calls.realised("orders", List.of(one, one)));
        assertThat(orders.get(0)).isSameAs(orders.get(1));
    }

    @Test
    void cyclesAreKept() {
        Map<String, @Nullable Object> node = map("name", "n");
        node.put("next", node);
        node.put("children", List.of(node));

        Node made = (Node) requireNonNull(realise(node, Node.class));

        assertThat(made.next).isSameAs(made);
        assertThat(made.children.get(0)).isSameAs(made);
    }

    @Test
    void aCycleThroughARecordIsRefused() {
        Map<String, @Nullable Object> link = map("name", "n");
        link.put("next", link);

        assertThatThrownBy(() -> realise(link, Link.class))
                .hasMessage(
                        "next: a cycle (expected: none through a record, here"
                                + " io.redub.protocol.Shop$Link)");
    }

    @Test
    void whatAConstructorRefusesIsAFailure() {
        assertThatThrownBy(() -> realise(map("x", -1), Point.class))
                .hasMessage(
                        "io.redub.protocol.Shop$Point was refused by its constructor:"
                                + " java.lang.IllegalArgumentException: x: -1");
    }

    @Test
    void depthAndNumberOfElementsAreBounded() {
        Object deep = map();
        for (int i = 0; i < 400; i++) {
            deep = map("next", deep);
        }
        assertThat(realise(deep, Node.class)).isInstanceOf(Node.class);
        Object tooDeep = deep;
        for (int i = 0; i < 100_000; i++) {
            tooDeep = map("next", tooDeep);
        }
        Object deepest = tooDeep;
        assertThatThrownBy(() -> realise(deepest, Node.class))
                .hasMessageContaining("nested too deep (expected: at most 500)")
                .satisfies(e -> assertThat(requireNonNull(e.getMessage())).hasSizeLessThan(300));

        KnownTypes small = KnownTypes.shop(new ReadLimits(3, 10, 10));
        assertThatThrownBy(
                        () ->
                                new Realisation(small)
                                        .value(
                                                new ArrayList<>(
                                                        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
                                                Target.of(List.class)))
                .hasMessageContaining("too many elements (expected: at most 10)");
        assertThatThrownBy(
                        () ->
                                new Realisation(small)
                                        .value(List.of(List.of(List.of(List.of()))), Target.ANY))
                .hasMessageContaining("nested too deep (expected: at most 3)");
    }

    @Test
    void aReceivedMapWithItsOwnOrderOfKeysDoesNoHarm() {
        Map<Object, Object> numbered = new TreeMap<>(Map.of(1, "a"));

        assertThat(realise(numbered, Order.class)).isInstanceOf(Order.class);
        assertThat(realise(numbered, Object.class)).isEqualTo(new LinkedHashMap<>(numbered));
    }

    private static @Nullable Object realise(@Nullable Object value, Class<?> type) {
        return new Realisation(KnownTypes.SHOP).value(value, Target.of(type));
    }
}
