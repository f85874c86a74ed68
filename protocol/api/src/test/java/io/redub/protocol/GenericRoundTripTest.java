package io.redub.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.redub.protocol.Shop.BigOrder;
import io.redub.protocol.Shop.CardPayment;
import io.redub.protocol.Shop.Colour;
import io.redub.protocol.Shop.Item;
import io.redub.protocol.Shop.Node;
import io.redub.protocol.Shop.Order;
import io.redub.protocol.Shop.Page;
import io.redub.protocol.Shop.Point;
import io.redub.protocol.Shop.SortedPage;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service's own types hold survives the way to plain values and back. */
class GenericRoundTripTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pagesOfOrdersSurvive(long seed) throws NoSuchMethodException {
        Random random = new Random(seed);
        Page<Order> page = page(random, () -> order(random));
        if (random.nextBoolean()) {
            page.array = page.rows.toArray(Order[]::new);
        }
        page.inner = new Page<>();
        page.inner.rows.add(new LinkedHashSet<>(Set.of(order(random))));
        Type declared = Shop.class.getDeclaredMethod("list", Page.class).getGenericReturnType();

        Page<?> again = (Page<?>) requireNonNull(roundTrip(page, Target.of(declared)));

        assertThat(again)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .withEqualsForType(Float::equals, Float.class)
                .withEqualsForType(Double::equals, Double.class)
                .ignoringFields("array")
                .isEqualTo(page);
        assertThat((Object) again.array)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .withEqualsForType(Float::equals, Float.class)
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(page.array);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void graphsWithSharedNodesAndCyclesSurvive(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            Node node = new Node();
            node.name = "n" + i;
            nodes.add(node);
        }
        for (Node node : nodes) {
            node.next = random.nextBoolean() ? nodes.get(random.nextInt(nodes.size())) : null;
            for (int i = random.nextInt(4); i > 0; i--) {
                node.children.add(nodes.get(random.nextInt(nodes.size())));
            }
        }

        Node again = (Node) requireNonNull(roundTrip(nodes.get(0), Target.of(Node.class)));

        assertThat(shape(again)).isEqualTo(shape(nodes.get(0)));
    }

    /** The graph as text: each node by the number at which a walk first meets it. */
    private static List<String> shape(Node root) {
        Map<Node, Integer> numbers = new IdentityHashMap<>();
        List<Node> found = new ArrayList<>(List.of(root));
        numbers.put(root, 0);
        List<String> shape = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Node node = found.get(i);
            List<Node> edges = new ArrayList<>(node.children);
            if (node.next != null) {
                edges.add(node.next);
            }
            StringBuilder line = new StringBuilder(node.name + (node.next == null ? "!" : ""));
            for (Node to : edges) {
                if (!numbers.containsKey(to)) {
                    numbers.put(to, found.size());
                    found.add(to);
                }
                line.append(' ').append(numbers.get(to));
            }
            shape.add(line.toString());
        }
        return shape;
    }

    private static @Nullable Object roundTrip(Object value, Target declared) {
        Object general = new Generalisation(KnownTypes.SHOP.limits()).value(value);
        assertThat(general).isInstanceOf(Map.class);
        return new Realisation(KnownTypes.SHOP).value(general, declared);
    }

    private static <T> Page<T> page(Random random, Supplier<T> row) {
        Page<T> page = new Page<>();
        if (random.nextBoolean()) {
            SortedPage<T> sorted = new SortedPage<>();
            sorted.first = row.get();
            page = sorted;
        }
        page.number = random.nextInt();
        for (int i = random.nextInt(5); i > 0; i--) {
            page.rows.add(row.get());
        }
        return page;
    }

    private static Order order(Random random) {
        Order order = random.nextInt(3) == 0 ? new BigOrder() : new Order();
        if (order instanceof BigOrder big) {
            big.discount = random.nextInt();
        }
        order.id = maybe(random, random::nextLong);
        order.buyer = maybe(random, () -> text(random));
        order.isPaid = random.nextBoolean();
        order.pages = random.nextInt();
        order.mark = (char) random.nextInt(0x10000);
        order.weight = Float.intBitsToFloat(random.nextInt());
        order.price = maybe(random, () -> Double.longBitsToDouble(random.nextLong()));
        order.total = maybe(random, () -> BigDecimal.valueOf(random.nextLong(), 3));
        order.placed = maybe(random, () -> new Date(random.nextLong()));
        order.due = maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(1_000_000)));
        order.shipped =
                maybe(
                        random,
                        () -> LocalDateTime.of(2024, 1, 1, 1, 1).plusNanos(random.nextLong()));
        order.reference = maybe(random, () -> new UUID(random.nextLong(), random.nextLong()));
        order.kind = maybe(random, () -> random.nextBoolean() ? String.class : int.class);
        order.colour = maybe(random, () -> colour(random));
        order.place = maybe(random, () -> point(random));
        order.payment = maybe(random, CardPayment::new);
        order.notes = maybe(random, () -> new ArrayList<>(List.of(text(random))));
        order.numbers = maybe(random, () -> random.ints(3).toArray());
        order.spares = maybe(random, () -> new Item[] {item(random)});
        order.extra = maybe(random, () -> extra(random));
        for (int i = random.nextInt(4); i > 0; i--) {
            order.items.add(item(random));
            order.tags.put(text(random), new ArrayList<>(List.of(colour(random))));
        }
        return order;
    }

    private static Object extra(Random random) {
        switch (random.nextInt(5)) {
            case 0:
                return new ArrayList<>(List.of(point(random), text(random), random.nextInt()));
            case 1:
                Map<Object, Object> map = new LinkedHashMap<>();
                map.put(text(random), point(random));
                return map;
            case 2:
                return new LinkedHashSet<>(Set.of(random.nextInt(), random.nextLong()));
            case 3:
                return new Object[] {point(random), (short) 3, 1.5f};
            default:
                return item(random);
        }
    }

    private static Item item(Random random) {
        return new Item(text(random), (byte) random.nextInt());
    }

    private static Point point(Random random) {
        return new Point(random.nextInt(9), random.nextDouble(), maybe(random, () -> text(random)));
    }

    private static Colour colour(Random random) {
        return Colour.values()[random.nextInt(Colour.values().length)];
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, 0x10FFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
