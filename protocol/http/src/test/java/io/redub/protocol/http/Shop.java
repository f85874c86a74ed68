package io.redub.protocol.http;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A service with methods of every kind. */
public interface Shop {
    record Item(String name, long price, List<Item> parts) implements Serializable {}

    record Page<T>(List<T> rows, int total) implements Serializable {}

    enum Color {
        RED,
        GREEN
    }

    sealed interface Shape extends Serializable permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    final class SoldOut extends Exception {
        private static final long serialVersionUID = 1L;

        public SoldOut(String message) {
            super(message);
        }
    }

    Item find(String name, int count);

    Page<Item> list(List<String> names, Map<String, Integer> counts);

    long twice(long value);

    double half(double value);

    String over(String text);

    String over(int number);

    String over(List<String> texts);

    String twins(int one);

    String twins(long one);

    void nothing();

    Item buy(String name) throws SoldOut;

    CompletableFuture<String> later(String text);

    Color paint(Color color, LocalDate day);

    Shape grow(Shape shape);

    Optional<BigDecimal> price(BigDecimal price);

    Object any(Object value);

    byte[] bytes(byte[] bytes);

    String attachment(String name);

    String slow(int millis) throws InterruptedException;
}
