package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Address;
import io.redub.interop.api.Depot;
import io.redub.interop.api.OutOfStock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The service of every peer, and the calls that every consumer makes. */
final class DepotBean implements Depot {
    private final String name;
    private final UnaryOperator<String> attachments;

    /**
     * @param attachments of the call that runs, by key
     */
    DepotBean(String name, UnaryOperator<String> attachments) {
        this.name = name;
        this.attachments = attachments;
    }

    /** Calls everything but what fails on purpose; throws if an answer is wrong. */
    static void check(Depot depot, String name) {
        assertThat(depot.name()).isEqualTo(name);
        Address address = new Address("Straße 大道", 7);
        assertThat(depot.same(address)).isEqualTo(address);
        assertThat(depot.same(null)).isNull();
        assertThat(depot.all(new ArrayList<>(List.of(address, new Address("", 0)))))
                .containsExactly(address, new Address("", 0));
        assertThat(depot.counted(Arrays.asList("a", "bcd"))).isEqualTo(Map.of("a", 1, "bcd", 3));
        assertThat(depot.twice(1L << 61)).isEqualTo(1L << 62);
        byte[] large = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] back = depot.reversed(large);
        assertThat(back).hasSize(large.length).startsWith('9', '8').endsWith('1', '0');
        depot.nothing();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Address same(Address address) {
        return address;
    }

    @Override
    public List<Address> all(List<Address> addresses) {
        return addresses;
    }

    @Override
    public Map<String, Integer> counted(List<String> words) {
        Map<String, Integer> counted = new TreeMap<>();
        words.forEach(word -> counted.put(word, word.length()));
        return counted;
    }

    @Override
    public long twice(long value) {
        return 2 * value;
    }

    @Override
    public byte[] reversed(byte[] bytes) {
        byte[] reversed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @Override
    public void order(String item) throws OutOfStock {
        throw new OutOfStock("no " + item, item, 3);
    }

    @Override
    public void nothing() {
        // That it returns is the answer.
    }

    @Override
    public String attached(String key) {
        return attachments.apply(key);
    }
}
