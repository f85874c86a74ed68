package io.redub.protocol;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service of the tests of generic calls, with every kind of type a signature may name. */
interface Shop {
    String hi(String name);

    int add(int a, int b);

    long add(long a, long b);

    String add(String[] parts);

    Order place(Order order);

    Page<Order> list(Page<Order> page);

    Payment pay(Payment payment);

    Object any(@Nullable Object value);

    List<Order> orders(List<Order> orders);

    Set<Set<Integer>> sets(Set<Set<Integer>> sets);

    Set<Object> things(Set<Object> things);

    Map<Long, Order[]> byId(Map<Long, Order[]> byId);

    SortedMap<Colour, Short> stock(SortedMap<Colour, Short> stock);

    EnumMap<Colour, Integer> colours(EnumMap<Colour, Integer> colours);

    <T extends Order> List<T> bounded(List<? extends T> orders);

    Optional<Point> nearest(Optional<Point> point);

    Thread run(Thread thread);

    enum Colour {
        RED,
        GREEN {
            @Override
            String code() {
                return "g";
            }
        };

        String code() {
            return "?";
        }
    }

    record Point(int x, double y, @Nullable String label) {
        public Point {
            if (x < 0) {
                throw new IllegalArgumentException("x: " + x);
            }
        }
    }

    record Link(String name, @Nullable Link next) {}

    /** Data of a node that may be part of a cycle. */
    class Node {
        String name = "";
        @Nullable Node next;
        List<Node> children = new ArrayList<>();
    }

    interface Payment {}

    class CardPayment implements Payment {
        @Nullable String number;
    }

    class Base<K> {
        @Nullable K id;
    }

    class Item {
        private final @Nullable String sku;
        private final byte count;

        Item(@Nullable String sku, byte count) {
            this.sku = Objects.requireNonNull(sku);
            this.count = count;
        }

        @Nullable String sku() {
            return sku;
        }

        byte count() {
            return count;
        }
    }

    class Order extends Base<Long> {
        static int created;

        @Nullable String buyer;
        boolean isPaid;
        int pages = 7;
        char mark = 'm';
        float weight;
        @Nullable Double price;
        @Nullable BigDecimal total;
        @Nullable Date placed;
        @Nullable LocalDate due;
        @Nullable LocalDateTime shipped;
        @Nullable UUID reference;
        @Nullable Class<?> kind;
        @Nullable Colour colour;
        @Nullable Point place;
        @Nullable Payment payment;
        List<Item> items = new ArrayList<>();
        Map<String, List<Colour>> tags = new LinkedHashMap<>();
        int @Nullable [] numbers;
        Item @Nullable [] spares;
        @Nullable Collection<String> notes;
        @Nullable Object extra;
        transient @Nullable String secret;

        public boolean isPaid() {
            return isPaid;
        }

        public void setBuyer(String buyer) {
            throw new IllegalStateException("a setter was called");
        }
    }

    class BigOrder extends Order {
        int discount;
    }

    class Page<T> {
        int number;
        List<T> rows = new ArrayList<>();
        T @Nullable [] array;
        @Nullable Page<Set<T>> inner;
    }

    class SortedPage<S> extends Page<S> {
        @Nullable S first;
    }
}
