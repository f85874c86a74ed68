package io.redub.protocol;

import static io.redub.protocol.GenericCalls.map;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.redub.protocol.Shop.Colour;
import io.redub.protocol.Shop.Node;
import io.redub.protocol.Shop.Order;
import io.redub.protocol.Shop.Point;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GeneralisationTest {
    private final GenericCalls calls = new GenericCalls();

    @Test
    void anObjectBecomesAMapOfItsValuesWithTheNameOfItsClass() {
        Order order = new Order();
        order.id = 5L;
        order.isPaid = true;
        order.place = new Point(1, 2.5, null);
        order.secret = "s";

        Map<?, ?> made = (Map<?, ?>) requireNonNull(calls.generalised(order));

        assertThat(made.getClass()).isEqualTo(LinkedHashMap.class);
        assertThat(made.get("class")).isEqualTo(Order.class.getName());
        assertThat(made.get("id")).isEqualTo(5L);
        assertThat(made.get("paid")).isEqualTo(true);
        assertThat(made.get("pages")).isEqualTo(7);
        assertThat(made.get("items")).isEqualTo(List.of());
        assertThat(made.containsKey("buyer")).isTrue();
        assertThat(made.containsKey("secret") || made.containsKey("created")).isFalse();
        assertThat(made.get("place"))
                .isEqualTo(map("class", Point.class.getName(), "x", 1, "y", 2.5, "label", null));
    }

    @Test
    void namesAndTextsStandForWhatACallerMayLack() {
        assertThat(calls.generalised(Colour.GREEN)).isEqualTo("GREEN");
        assertThat(calls.generalised(String.class)).isEqualTo("java.lang.String");
        assertThat(calls.generalised(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-29");
        assertThat(calls.generalised(LocalTime.of(1, 2))).isEqualTo("01:02");
        assertThat(calls.generalised(LocalDateTime.of(2024, 2, 29, 1, 2)))
                .isEqualTo("2024-02-29T01:02");
    }

    @Test
    void valuesOfTheJdkStayWhatTheyAre() {
        for (Object value :
                List.of(
                        1,
                        2L,
                        (short) 3,
                        1.5f,
                        'c',
                        "text",
                        true,
                        new Date(1),
                        new UUID(1, 2),
                        Instant.EPOCH,
                        new int[] {1},
                        new String[] {"a"},
                        new long[][] {{1}},
                        new Integer[] {1})) {
            assertThat(calls.generalised(value)).isSameAs(value);
        }
        assertThat(calls.generalised(null)).isNull();
    }

    @Test
    void containersKeepTheirKind() {
        assertThat(calls.generalised(new ArrayDeque<>(List.of(Colour.RED))))
                .isEqualTo(new ArrayList<>(List.of("RED")));
        assertThat(calls.generalised(Set.of(Colour.RED))).isEqualTo(new HashSet<>(Set.of("RED")));
        assertThat(calls.generalised(new EnumMap<>(Map.of(Colour.RED, Colour.GREEN))))
                .isEqualTo(Map.of("RED", "GREEN"));
        assertThat(calls.generalised(new HashMap<>(Map.of(1, Colour.RED))))
                .isExactlyInstanceOf(HashMap.class)
                .isEqualTo(Map.of(1, "RED"));
        assertThat(calls.generalised(new TreeMap<>(Map.of(2, "b", 1, "a"))))
                .isInstanceOfSatisfying(
                        Map.class, made -> assertThat(made.keySet()).containsExactly(1, 2));
        assertThat((Object[]) calls.generalised(new Point[] {new Point(1, 1, null)}))
                .hasOnlyElementsOfType(Map.class);
        assertThat(calls.generalised(new Colour[] {Colour.RED})).isEqualTo(new String[] {"RED"});
        assertThat(calls.generalised(Optional.of(Colour.RED))).isEqualTo(Optional.of("RED"));
    }

    @Test
    void membersOfASetThatLookTheSameAreNotLost() {
        assertThat(calls.generalised(Set.of(new Node(), new Node())))
                .isInstanceOfSatisfying(List.class, list -> assertThat(list).hasSize(2));
        Result collapsing =
                calls.answering(c -> Result.value(Map.of(new Node(), 1, new Node(), 2)))
                        .call("any", null, "x");
        assertThat(GenericCalls.failure(collapsing).message()).contains("a second key");
    }

    @Test
    void cyclesAreKept() {
        Node node = new Node();
        node.next = node;
        node.children.add(node);

        Map<?, ?> made = (Map<?, ?>) requireNonNull(calls.generalised(node));

        assertThat(made.get("next")).isSameAs(made);
        assertThat(((List<?>) requireNonNull(made.get("children"))).get(0)).isSameAs(made);
    }

    @Test
    void anExceptionInAResultBecomesItsMessageAndCause() {
        Exception e = new IllegalStateException("a", new IOException("b"));

        assertThat(calls.generalised(e))
                .isEqualTo(
                        map(
                                "class",
                                "java.lang.IllegalStateException",
                                "message",
                                "a",
                                "cause",
                                map(
                                        "class",
                                        "java.io.IOException",
                                        "message",
                                        "b",
                                        "cause",
                                        null)));
    }

    @Test
    void aResultNestedTooDeepIsAFailureThatSaysTheCallRan() {
        Node node = new Node();
        for (int i = 0; i < 20_000; i++) {
            Node outer = new Node();
            outer.next = node;
            node = outer;
        }
        Node deepest = node;
        Status status =
                GenericCalls.failure(
                        calls.answering(c -> Result.value(deepest)).call("any", null, "x"));

        assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
        assertThat(status.origin()).isEqualTo(Origin.REMOTE);
        assertThat(status.surelyNotExecuted()).isFalse();
        assertThat(status.message()).contains("result: next.next").contains("nested too deep");
    }

    @Test
    void aResultThatCannotBeReadIsAFailureWithItsCause() {
        List<Object> broken =
                new AbstractList<>() {
                    @Override
                    public Object get(int index) {
                        throw new IllegalStateException("session closed");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };

        Status status =
                GenericCalls.failure(
                        calls.answering(c -> Result.value(broken)).call("any", null, "x"));

        assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
        assertThat(status.message()).endsWith("failed with java.lang.IllegalStateException");
        assertThat(status.cause()).hasMessage("session closed");
    }

    @Test
    void aSetThatContainsItselfEnds() {
        Set<Object> set = new HashSet<>();
        List<Object> inner = new ArrayList<>();
        set.add(inner);
        inner.add(set);

        Result result = calls.answering(c -> Result.value(set)).call("any", null, "x");

        assertThat(((Result.Value) result).value())
                .as("a list, since no set can hold it")
                .isInstanceOf(List.class);
    }
}
