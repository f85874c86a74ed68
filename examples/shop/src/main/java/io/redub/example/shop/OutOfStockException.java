package io.redub.example.shop;

import java.io.Serial;

/** An article is not there in the quantity wanted: an answer of the shop, not a failed call. */
public class OutOfStockException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String article;
    private final int inStock;

    public OutOfStockException(String article, int inStock) {
        super("only " + inStock + " of " + article + " in stock");
        this.article = article;
        this.inStock = inStock;
    }

    public String article() {
        return article;
    }

    public int inStock() {
        return inStock;
    }
}
