package io.redub.serialize.hessian2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a message have been written, and under which number. Few objects are found by
 * looking at all of them, which is cheaper than asking the JVM for the identity hash of each fresh
 * object; many by hash.
 */
final class WrittenRefs {
    /** Measured: beyond this many, hashing is cheaper than looking. */
    private static final int SCANNED = 48;

    private static final int LARGEST_KEPT = 1 << 14;
    private static final int FEWEST = 16;
    private static final @Nullable Object[] NONE = {};

    /** Fresh for each message: stores into an array that has grown old cost a barrier each. */
    private @Nullable Object[] objects = NONE;

    private int expected = FEWEST;
    private int[] numbers = new int[64];
    private int size;

    /** Index into {@link #objects} + 1, by identity hash; 0 is free. In use beyond SCANNED. */
    private int[] table = new int[0];

    private boolean hashed;

    /** Slots given out; values that are never referred to take one as well. */
    private int next;

    void skip() {
        next++;
    }

    /** The number of {@code object} if it was written before, else −1 after taking a number. */
    int find(Object object) {
        if (hashed) {
            return findHashed(object);
        }
        @Nullable Object[] all = objects;
        int n = size;
        for (int i = 0; i < n; i++) {
            if (all[i] == object) {
                return numbers[i];
            }
        }
        add(object);
        if (size > SCANNED) {
            rehash(256);
        }
        return -1;
    }

    private int findHashed(Object object) {
        int mask = table.length - 1;
        int slot = spread(object) & mask;
        for (int index = table[slot]; index != 0; index = table[slot]) {
            if (objects[index - 1] == object) {
                return numbers[index - 1];
            }
            slot = slot + 1 & mask;
        }
        add(object);
        table[slot] = size;
        if (size > table.length >> 1) {
            rehash(table.length * 4);
        }
        return -1;
    }

    private void add(Object object) {
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, Math.max(expected, size * 2));
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        objects[size] = object;
        numbers[size++] = next++;
    }

    private void rehash(int length) {
        if (table.length >= length) {
            Arrays.fill(table, 0);
        } else {
            table = new int[length];
        }
        hashed = true;
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = spread(objects[i]) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
    }

    private static int spread(@Nullable Object object) {
        int hash = System.identityHashCode(object);
        return hash ^ hash >>> 15;
    }

    void clear() {
        expected = Math.max(FEWEST, Math.min(size, LARGEST_KEPT));
        objects = NONE;
        if (numbers.length > LARGEST_KEPT) {
            numbers = new int[64];
            table = new int[0];
        }
        size = 0;
        next = 0;
        hashed = false;
    }
}
