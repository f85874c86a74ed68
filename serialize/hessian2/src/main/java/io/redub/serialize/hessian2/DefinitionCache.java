package io.redub.serialize.hessian2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Class definitions as they stood in earlier messages, found by their bytes: peers send the same
 * ones again and again, and need not have their names read each time. Of one world of admitted
 * types, and of one reader; bounded, so that a peer who sends ever new ones gains nothing.
 */
final class DefinitionCache {
    private static final int SLOTS = 512;
    private static final int FULL = 256;
    private static final int LONGEST = 4096;

    private record Entry(byte[] bytes, Definition definition) {}

    private final @Nullable Entry[] entries = new Entry[SLOTS];
    private int size;

    /** The length of the definition found last. */
    int length;

    /** The definition whose bytes begin at {@code at}, or null. */
    @Nullable Definition find(byte[] bytes, int at, int limit) {
        int slot = slot(bytes, at, limit);
        if (slot < 0) {
            return null;
        }
        for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
            byte[] known = entry.bytes;
            int end = at + known.length;
            if (end <= limit && Arrays.equals(known, 0, known.length, bytes, at, end)) {
                length = known.length;
                return entry.definition;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return null;
    }

    void add(byte[] bytes, int from, int to, Definition definition) {
        int slot = slot(bytes, from, to);
        if (slot < 0 || to - from > LONGEST) {
            return;
        }
        if (size == FULL) {
            Arrays.fill(entries, null);
            size = 0;
        }
        while (entries[slot] != null) {
            slot = slot + 1 & SLOTS - 1;
        }
        entries[slot] = new Entry(Arrays.copyOfRange(bytes, from, to), definition);
        size++;
    }

    /** By the end of the name, where names of one package differ; −1 if it is not plain. */
    private static int slot(byte[] bytes, int at, int limit) {
        if (limit - at < 12) {
            return -1;
        }
        int first = bytes[at] & 0xff;
        int end;
        if (first <= 0x1f) {
            end = at + 1 + first;
        } else if (first >= Tag.STRING_1K && first < Tag.BINARY_1K) {
            end = at + 2 + (first - Tag.STRING_1K << 8) + (bytes[at + 1] & 0xff);
        } else {
            return -1;
        }
        if (end - at < 8 || end > limit) {
            return -1;
        }
        long tail = (long) ScalarWriter.LONG.get(bytes, end - 8) * 31 + end - at;
        long mixed = tail * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 55);
    }
}
