package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the target of a request by the bytes before its arguments: five strings that are the same
 * in every call of a method, so that they are decoded once and compared from then on. When full it
 * starts anew, so that no peer keeps the heads of others out. Thread-safe: readers see an immutable
 * array, writers copy it.
 *
 * <p>Peers decide what is remembered, hence the bounds: heads of {@value #MAX_HEAD} bytes at most
 * whose protocol version is a short number, at most {@value #LIMIT} of them, and {@value #BUDGET}
 * bytes for them and the attachments behind them. A head counts as its bytes and {@value
 * #HEAD_COST} for its objects, an array of attachments included; {@link SuffixCache} says how
 * attachments count. With the table itself, of at most 4 × {@value #LIMIT} references, that is less
 * than 5 MiB a port.
 */
final class PrefixCache {
    /** Heads that are remembered, at most. */
    static final int LIMIT = 4096;

    /** Longer heads are decoded each time. */
    static final int MAX_HEAD = 512;

    /** Bytes that all heads and the attachments behind them take, at most. */
    static final int BUDGET = 4 << 20;

    private static final int HEAD_COST = 256;
    private static final int MAX_PROTOCOL_VERSION = 16;

    private static final int STRINGS = 5;

    /** Eight bytes at a time: every access to the body checks its bounds and its liveness. */
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private volatile Entry[] table = new Entry[64];
    private int size;
    private int spent;

    /** One head, its target, and the attachments that came behind its arguments. */
    static final class Entry {
        final byte[] bytes;
        final int hash;
        final ServiceTable.Target target;
        final SuffixCache suffixes = new SuffixCache();

        Entry(byte[] bytes, int hash, ServiceTable.Target target) {
            this.bytes = bytes;
            this.hash = hash;
            this.target = target;
        }
    }

    /**
     * Length of the five strings at the reader index, provided that they are of ASCII characters
     * and no more than {@link #MAX_HEAD} bytes; otherwise -1, or a length at which no remembered
     * head ends.
     */
    static int headLength(ByteBuf body) {
        int start = body.readerIndex();
        int end = body.writerIndex();
        int at = start;
        for (int i = 0; i < STRINGS; i++) {
            if (at >= end) {
                return -1;
            }
            int tag = body.getUnsignedByte(at);
            if (tag <= 0x1f) {
                at += 1 + tag;
            } else if (tag >= 0x30 && tag <= 0x33 && at + 1 < end) {
                at += 2 + ((tag - 0x30) << 8) + body.getUnsignedByte(at + 1);
            } else if (tag == 'N') {
                at += 1;
            } else {
                return -1;
            }
        }
        return at <= end && at - start <= MAX_HEAD ? at - start : -1;
    }

    /** The entry with exactly these bytes, or null. */
    @Nullable Entry find(ByteBuf body, int length) {
        int hash = hash(body, body.readerIndex(), length);
        Entry[] entries = table;
        int mask = entries.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Entry entry = entries[slot];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && same(entry.bytes, body, body.readerIndex(), length)) {
                return entry;
            }
        }
    }

    /** Remembers a head that was decoded and resolved; null if it is none to be remembered. */
    synchronized @Nullable Entry add(byte[] bytes, int hash, ServiceTable.Target target) {
        if (!startsWithShortNumber(bytes)) {
            return null;
        }
        if (size >= LIMIT) {
            startAnew();
        }
        spend(HEAD_COST + bytes.length);
        Entry added = new Entry(bytes, hash, target);
        Entry[] old = table;
        Entry[] copy = new Entry[size * 2 >= old.length ? old.length * 2 : old.length];
        for (Entry entry : old) {
            if (entry != null) {
                put(copy, entry);
            }
        }
        put(copy, added);
        size++;
        table = copy;
        return added;
    }

    /** What the entries take changed by so many bytes; all are dropped if that is too much. */
    synchronized void spend(int bytes) {
        // What a dropped entry gives back was no longer counted.
        spent = Math.max(0, spent + bytes);
        if (spent > BUDGET) {
            startAnew();
        }
    }

    private void startAnew() {
        table = new Entry[64];
        size = 0;
        spent = 0;
    }

    /** Heads differ by names that are exported here, and by this one text that a peer makes up. */
    private static boolean startsWithShortNumber(byte[] head) {
        int length = head[0];
        if (length > MAX_PROTOCOL_VERSION) {
            return false;
        }
        for (int i = 1; i <= length; i++) {
            if (head[i] != '.' && (head[i] < '0' || head[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    private static void put(Entry[] entries, Entry entry) {
        int mask = entries.length - 1;
        int slot = entry.hash & mask;
        while (entries[slot] != null) {
            slot = (slot + 1) & mask;
        }
        entries[slot] = entry;
    }

    static int hash(ByteBuf body, int start, int length) {
        int at = start;
        int end = start + length;
        long hash = length;
        for (; at + 8 <= end; at += 8) {
            hash = hash * 0x9E3779B97F4A7C15L + body.getLong(at);
            hash ^= hash >>> 29;
        }
        for (; at < end; at++) {
            hash = hash * 31 + body.getByte(at);
        }
        hash *= 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    static boolean same(byte[] bytes, ByteBuf body, int start, int length) {
        if (bytes.length != length) {
            return false;
        }
        if (body.hasArray()) {
            int offset = body.arrayOffset() + start;
            return Arrays.equals(bytes, 0, length, body.array(), offset, offset + length);
        }
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if ((long) LONGS.get(bytes, at) != body.getLong(start + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (bytes[at] != body.getByte(start + at)) {
                return false;
            }
        }
        return true;
    }

    static byte[] copy(ByteBuf body, int start, int length) {
        return ByteBufUtil.getBytes(body, start, length);
    }
}
