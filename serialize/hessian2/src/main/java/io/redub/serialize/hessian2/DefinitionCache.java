package io.redub.serialize.hessian2;

import java.util.Arrays;
import java.util.List;
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
    private static final Definition NONE = Definition.of("", List.of(), null);

    private static final class Entry {
        final byte[] bytes;
        final Definition definition;

        /** What came after it, the last time: most messages are like the one before. */
        @Nullable Entry next;

        Entry(byte[] bytes, Definition definition) {
            this.bytes = bytes;
            this.definition = definition;
        }

        boolean isAt(int at, byte[] message, int limit) {
            int end = at + bytes.length;
            return end <= limit && Arrays.equals(bytes, 0, bytes.length, message, at, end);
        }
    }

    private final @Nullable Entry[] entries = new Entry[SLOTS];
    private int size;

    /** Its next is what came first in a message. */
    private final Entry before = new Entry(ScalarReader.NOTHING, NONE);

    private Entry last = before;

    /** The length of the definition found last. */
    int length;

    /**
     * The definition whose bytes begin at {@code at}, or null.
     *
     * @param first whether the message had none before
     */
    @Nullable Definition find(byte[] bytes, int at, int limit, boolean first) {
        Entry previous = first ? before : last;
        Entry entry = previous.next;
        if (entry == null || !entry.isAt(at, bytes, limit)) {
            entry = search(bytes, at, limit);
            if (entry == null) {
                return null;
            }
            previous.next = entry;
        }
        last = entry;
        length = entry.bytes.length;
        return entry.definition;
    }

    private @Nullable Entry search(byte[] bytes, int at, int limit) {
        int slot = slot(bytes, at, limit);
        if (slot < 0) {
            return null;
        }
        for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (entry.isAt(at, bytes, limit)) {
                return entry;
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
            before.next = null;
            last = before;
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
