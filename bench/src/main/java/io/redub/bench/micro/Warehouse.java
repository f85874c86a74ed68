package io.redub.bench.micro;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payload of maps. Their keys are strings: JSONB reads others as strings, too. */
public final class Warehouse implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int ENTRIES = 24;

    private @Nullable Map<String, String> labels;
    private @Nullable Map<String, Long> stock;
    private @Nullable Map<String, Double> prices;

    public Warehouse() {}

    static Warehouse sample() {
        Map<String, String> labels = new HashMap<>();
        Map<String, Long> stock = new HashMap<>();
        Map<String, Double> prices = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            labels.put("label-" + i, String.format(Locale.ROOT, "value of %05d", i * 7919));
            stock.put("article-" + (1000 + i), 1L << i * 2);
            prices.put("price-" + i, i * 1234.56 + 0.99);
        }
        Warehouse warehouse = new Warehouse();
        warehouse.labels = labels;
        warehouse.stock = stock;
        warehouse.prices = prices;
        return warehouse;
    }

    public @Nullable Map<String, String> getLabels() {
        return labels;
    }

    public void setLabels(@Nullable Map<String, String> labels) {
        this.labels = labels;
    }

    public @Nullable Map<String, Long> getStock() {
        return stock;
    }

    public void setStock(@Nullable Map<String, Long> stock) {
        this.stock = stock;
    }

    public @Nullable Map<String, Double> getPrices() {
        return prices;
    }

    public void setPrices(@Nullable Map<String, Double> prices) {
        this.prices = prices;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Warehouse that
                && Objects.equals(labels, that.labels)
                && Objects.equals(stock, that.stock)
                && Objects.equals(prices, that.prices);
    }

    @Override
    public int hashCode() {
        return Objects.hash(labels, stock, prices);
    }

    @Override
    public String toString() {
        return "Warehouse[" + labels + ", " + stock + ", " + prices + "]";
    }
}
