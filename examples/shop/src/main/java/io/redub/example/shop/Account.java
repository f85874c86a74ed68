package io.redub.example.shop;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;

/** A customer's account: a bean, as many services have them. Not thread-safe. */
public class Account implements Serializable {
    /** How good a customer is, and what that is worth. */
    public enum Level {
        STANDARD("1.00"),
        GOLD("0.90");

        private final BigDecimal factor;

        Level(String factor) {
            this.factor = new BigDecimal(factor);
        }

        /** What customers of this level pay of a price of 1. */
        public BigDecimal factor() {
            return factor;
        }
    }

    @Serial private static final long serialVersionUID = 1L;

    private String customerId = "";
    private String name = "";
    private Level level = Level.STANDARD;
    private BigDecimal limit = BigDecimal.ZERO;

    public String getCustomerId() {
        return customerId;
    }

    public void setCustomerId(String customerId) {
        this.customerId = customerId;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Level getLevel() {
        return level;
    }

    public void setLevel(Level level) {
        this.level = level;
    }

    /** The highest amount of one payment. */
    public BigDecimal getLimit() {
        return limit;
    }

    public void setLimit(BigDecimal limit) {
        this.limit = limit;
    }
}
