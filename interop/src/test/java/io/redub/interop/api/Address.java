package io.redub.interop.api;

import java.io.Serializable;
import java.util.Objects;

/** The small object inside larger ones. */
public class Address implements Serializable {
    private static final long serialVersionUID = 1L;

    private String street;
    private int number;

    public Address() {}

    public Address(String street, int number) {
        this.street = street;
        this.number = number;
    }

    public String getStreet() {
        return street;
    }

    public void setStreet(String street) {
        this.street = street;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && number == that.number
                && Objects.equals(street, that.street);
    }

    @Override
    public int hashCode() {
        return Objects.hash(street, number);
    }

    @Override
    public String toString() {
        return street + " " + number;
    }
}
