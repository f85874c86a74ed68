package io.redub.example.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The articles of the shop. They never change, so every instance of a service gives the same answer
 * and a customer can check it.
 */
final class Catalogue {
    /** One article; {@code stock} is what one order may have at most. */
    record Article(String name, BigDecimal price, int stock, String warehouse) {}

    static final List<Article> ARTICLES =
            List.of(
                    new Article("teapot", new BigDecimal("24.50"), 40, "north"),
                    new Article("cup", new BigDecimal("6.20"), 400, "north"),
                    new Article("kettle", new BigDecimal("59.00"), 12, "south"),
                    new Article("茶叶", new BigDecimal("11.80"), 900, "south"));

    static final Article SOLD_OUT = new Article("lamp", new BigDecimal("89.00"), 0, "south");

    private static final Map<String, Article> BY_NAME =
            ARTICLES.stream().collect(Collectors.toMap(Article::name, Function.identity()));

    private Catalogue() {}

    static Article find(String name) {
        return BY_NAME.getOrDefault(name, SOLD_OUT);
    }
}
