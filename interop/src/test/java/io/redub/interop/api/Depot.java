package io.redub.interop.api;

import java.util.List;
import java.util.Map;

/** A service of values that all protocols over HTTP can carry. */
public interface Depot {
    /** Which process answers. */
    String name();

    Address same(Address address);

    List<Address> all(List<Address> addresses);

    Map<String, Integer> counted(List<String> words);

    long twice(long value);

    byte[] reversed(byte[] bytes);

    void order(String item) throws OutOfStock;

    void nothing();
}
