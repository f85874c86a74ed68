package io.redub.protocol.hessian;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The service of the tests. */
public interface Depot {
    /** A class of the service. */
    final class Item implements Serializable {
        private static final long serialVersionUID = 1L;

        public String name;
        public BigDecimal price;
        public Date since;
        public Colour colour;
        public short[] sizes;
        public Map<String, Item> parts;
        public Item parent;

        public Item() {}

        Item(String name) {
            this.name = name;
        }
    }

    /** An enum of the service. */
    enum Colour {
        RED,
        BLUE
    }

    /** Declared by the service. */
    final class Gone extends Exception {
        private static final long serialVersionUID = 1L;
        public final int since;

        public Gone(String message, int since) {
            super(message);
            this.since = since;
        }
    }

    /** Not known to the service. */
    final class Stranger implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name = "x";
    }

    Item echo(Item item);

    List<Item> all(Set<String> names, TreeMap<String, Integer> counts, long[] numbers);

    Object any(Object value);

    long sum(int a, Long b, short c, double d, boolean e, char f);

    String over(String text);

    String over(Integer number);

    String over(String text, int number);

    void nothing();

    CompletableFuture<String> later(String text);

    Item take(String name) throws Gone;

    String attachment(String name);

    /** The number of bytes and a sum over them. */
    String store(String name, Map<String, String> tags, InputStream content) throws IOException;

    InputStream load(long size);

    byte[] twice(byte[] content);

    String size(int expected, byte[] content);
}
