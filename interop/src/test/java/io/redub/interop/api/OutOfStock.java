package io.redub.interop.api;

/** A checked exception with fields of its own, which the contract declares. */
public class OutOfStock extends Exception {
    private static final long serialVersionUID = 1L;

    private final String item;
    private final int missing;

    public OutOfStock(String message, String item, int missing) {
        super(message);
        this.item = item;
        this.missing = missing;
    }

    public String getItem() {
        return item;
    }

    public int getMissing() {
        return missing;
    }
}
