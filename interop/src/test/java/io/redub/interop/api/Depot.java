package io.redub.interop.api;

import java.util.List;
import java.util.Map;

/** A service of values that Dubbo's lesser protocols can carry. */
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

    /** What the caller attached under this key. */
    String attached(String key);
}
