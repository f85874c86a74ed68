package io.redub.protocol.http;

import io.redub.service.RpcContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a {@link Shop} does. */
final class ShopBean implements Shop {
    @Override
    public Item find(String name, int count) {
        return new Item(name, count, List.of());
    }

    @Override
    public Page<Item> list(List<String> names, Map<String, Integer> counts) {
        List<Item> rows = new ArrayList<>();
        names.forEach(name -> rows.add(find(name, counts.getOrDefault(name, 0))));
        return new Page<>(rows, rows.size());
    }

    @Override
    public long twice(long value) {
        return value * 2;
    }

    @Override
    public double half(double value) {
        return value / 2;
    }

    @Override
    public String over(String text) {
        return "text " + text;
    }

    @Override
    public String over(int number) {
        return "number " + number;
    }

    @Override
    public String over(List<String> texts) {
        return "texts " + texts;
    }

    @Override
    public String twins(int one) {
        return "int";
    }

    @Override
    public String twins(long one) {
        return "long";
    }

    @Override
    public void nothing() {}

    @Override
    public Item buy(String name) throws SoldOut {
        throw new SoldOut("no " + name + " left");
    }

    @Override
    public CompletableFuture<String> later(String text) {
        return CompletableFuture.supplyAsync(() -> text + " later");
    }

    @Override
    public Color paint(Color color, LocalDate day) {
        return day.getYear() > 2000 ? color : Color.RED;
    }

    @Override
    public Shape grow(Shape shape) {
        return shape instanceof Circle circle
                ? new Circle(circle.radius() + 1)
                : new Square(((Square) shape).side() + 1);
    }

    @Override
    public Optional<BigDecimal> price(BigDecimal price) {
        return Optional.ofNullable(price);
    }

    @Override
    public Object any(Object value) {
        return value;
    }

    @Override
    public byte[] bytes(byte[] bytes) {
        return bytes;
    }

    @Override
    public String attachment(String name) {
        RpcContext.get().reply("echoed", name);
        return String.valueOf(RpcContext.get().attachment(name));
    }

    @Override
    public String slow(int millis) throws InterruptedException {
        return "" + new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
