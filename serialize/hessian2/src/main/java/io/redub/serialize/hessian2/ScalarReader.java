package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Scalars of every form from an array. Claimed lengths are measured against the bytes that are
 * there before anything is allocated; messages name tags and offsets, never values.
 */
abstract class ScalarReader {
    private static final long HIGH_BITS = 0x8080808080808080L;
    static final byte[] NOTHING = {};

    byte[] bytes = NOTHING;
    int at;
    int limit;

    /** Up to where whole values were taken. */
    int read;

    /** Where the message begins in {@link #bytes}, for offsets in messages. */
    int start;

    final SerializationException malformed(String what) {
        return new SerializationException(
                "malformed Hessian 2 at byte %d: %s".formatted(at - start, what));
    }

    final SerializationException unexpected(int tag, String expected) {
        return malformed("got " + Tag.describe(tag) + " (expected: " + expected + ")");
    }

    private SerializationException truncated(long wanted) {
        return malformed("%d bytes needed, %d left".formatted(wanted, limit - at));
    }

    final int next() {
        int p = at;
        if (p >= limit) {
            throw truncated(1);
        }
        at = p + 1;
        return bytes[p] & 0xff;
    }

    final int peek() {
        if (at >= limit) {
            throw truncated(1);
        }
        return bytes[at] & 0xff;
    }

    final void need(int size) {
        if (size > limit - at) {
            throw truncated(size);
        }
    }

    private int next16() {
        need(2);
        int value = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        at += 2;
        return value;
    }

    private int next32() {
        need(4);
        int value = (int) ScalarWriter.INT.get(bytes, at);
        at += 4;
        return value;
    }

    private long next64() {
        need(8);
        long value = (long) ScalarWriter.LONG.get(bytes, at);
        at += 8;
        return value;
    }

    public final int readInt() {
        int p = at;
        if (p < limit) {
            int tag = bytes[p] & 0xff;
            if (tag >= 0x80 && tag <= 0xbf) {
                at = p + 1;
                return tag - Tag.INT_0;
            }
        }
        return readInt(next());
    }

    /** Null is zero and other numbers are taken if nothing is lost: a field may have widened. */
    final int readInt(int tag) {
        if (isInt(tag)) {
            return intValue(tag);
        }
        long value = readLong(tag);
        if (value != (int) value) {
            throw malformed("got a number beyond 32 bits (expected: int)");
        }
        return (int) value;
    }

    static boolean isInt(int tag) {
        return tag >= 0x80 && tag < Tag.LONG_1 || tag == Tag.INT;
    }

    static boolean isLong(int tag) {
        return tag >= Tag.LONG_1
                || tag >= Tag.LONG_3 && tag < 0x40
                || tag == Tag.LONG_INT
                || tag == Tag.LONG;
    }

    static boolean isDouble(int tag) {
        return tag >= Tag.DOUBLE_0 && tag <= Tag.DOUBLE_MILLI || tag == Tag.DOUBLE;
    }

    static boolean isString(int tag) {
        return tag < Tag.BINARY
                || tag >= Tag.STRING_1K && tag < Tag.BINARY_1K
                || tag == Tag.STRING_LAST
                || tag == Tag.STRING_CHUNK;
    }

    static boolean isBinary(int tag) {
        return tag >= Tag.BINARY && tag < Tag.STRING_1K
                || tag >= Tag.BINARY_1K && tag < Tag.LONG_3
                || tag == Tag.BINARY_LAST
                || tag == Tag.BINARY_CHUNK;
    }

    final int intValue(int tag) {
        if (tag < 0xc0) {
            return tag == Tag.INT ? next32() : tag - Tag.INT_0;
        }
        if (tag < 0xd0) {
            return (tag - Tag.INT_2_0 << 8) + next();
        }
        return (tag - Tag.INT_3_0 << 16) + next16();
    }

    final long readLong() {
        return readLong(next());
    }

    final long readLong(int tag) {
        if (isLong(tag)) {
            return longValue(tag);
        }
        if (isInt(tag)) {
            return intValue(tag);
        }
        if (tag == Tag.NULL || tag == Tag.FALSE) {
            return 0;
        }
        if (tag == Tag.TRUE) {
            return 1;
        }
        if (isDouble(tag)) {
            double value = doubleValue(tag);
            // Two to the power of 63 is one more than the largest long, which equals it as a
            // double.
            if (value != (long) value || value == 0x1p63) {
                throw malformed("got a fraction, or more than 64 bits (expected: a whole number)");
            }
            return (long) value;
        }
        throw unexpected(tag, "number");
    }

    final long longValue(int tag) {
        if (tag >= 0xf0) {
            return (tag - Tag.LONG_2_0 << 8) + next();
        }
        if (tag >= Tag.LONG_1) {
            return tag - Tag.LONG_0;
        }
        if (tag == Tag.LONG) {
            return next64();
        }
        if (tag == Tag.LONG_INT) {
            return next32();
        }
        return (tag - Tag.LONG_3_0 << 16) + next16();
    }

    final double readDouble() {
        int tag = next();
        if (isDouble(tag)) {
            return doubleValue(tag);
        }
        return isInt(tag) ? intValue(tag) : readLong(tag);
    }

    final double doubleValue(int tag) {
        return switch (tag) {
            case Tag.DOUBLE_0 -> 0.0;
            case Tag.DOUBLE_1 -> 1.0;
            case Tag.DOUBLE_BYTE -> (byte) next();
            case Tag.DOUBLE_SHORT -> (short) next16();
            case Tag.DOUBLE_MILLI -> 0.001 * next32();
            default -> Double.longBitsToDouble(next64());
        };
    }

    final boolean readBoolean() {
        int tag = next();
        if (tag == Tag.TRUE) {
            return true;
        }
        return tag != Tag.FALSE && readLong(tag) != 0;
    }

    final short readShort() {
        int value = readInt();
        if (value != (short) value) {
            throw malformed("got a number beyond 16 bits (expected: short)");
        }
        return (short) value;
    }

    final byte readByte() {
        int value = readInt();
        if (value != (byte) value) {
            throw malformed("got a number beyond 8 bits (expected: byte)");
        }
        return (byte) value;
    }

    final float readFloat() {
        return (float) readDouble();
    }

    final char readChar() {
        int tag = next();
        if (tag == Tag.NULL) {
            return 0;
        }
        String text = isString(tag) ? stringValue(tag) : "";
        if (text.length() != 1) {
            throw unexpected(tag, "string of one char");
        }
        return text.charAt(0);
    }

    final Date dateValue(int tag) {
        return new Date(tag == Tag.DATE ? next64() : next32() * 60_000L);
    }

    public final @Nullable String readString() {
        int tag = next();
        if (tag <= 0x1f) {
            return chars(tag);
        }
        if (tag == Tag.NULL) {
            return null;
        }
        if (!isString(tag)) {
            throw unexpected(tag, "string");
        }
        return stringValue(tag);
    }

    final String stringValue(int tag) {
        if (tag <= 0x1f) {
            return chars(tag);
        }
        if (tag < Tag.BINARY_1K) {
            return chars((tag - Tag.STRING_1K << 8) + next());
        }
        if (tag == Tag.STRING_LAST) {
            return chars(next16());
        }
        StringBuilder whole = new StringBuilder();
        int part = tag;
        while (part == Tag.STRING_CHUNK) {
            whole.append(chars(next16()));
            part = next();
        }
        if (!isString(part)) {
            throw unexpected(part, "next part of a string");
        }
        return whole.append(stringValue(part)).toString();
    }

    /** A string of {@code length} UTF-16 units; plain ASCII is copied as it stands. */
    private String chars(int length) {
        byte[] b = bytes;
        int p = at;
        if (length > limit - p) {
            throw truncated(length);
        }
        int end = p + length;
        int i = p;
        for (; i <= end - 8; i += 8) {
            if (((long) ScalarWriter.LONG.get(b, i) & HIGH_BITS) != 0) {
                return wideChars(length);
            }
        }
        for (; i < end; i++) {
            if (b[i] < 0) {
                return wideChars(length);
            }
        }
        at = end;
        return length == 0 ? "" : new String(b, p, length, StandardCharsets.ISO_8859_1);
    }

    private String wideChars(int length) {
        char[] chars = new char[length];
        byte[] b = bytes;
        int p = at;
        for (int i = 0; i < length; i++) {
            if (p >= limit) {
                at = p;
                throw truncated(1);
            }
            int first = b[p++];
            if (first >= 0) {
                chars[i] = (char) first;
            } else if ((first & 0xe0) == 0xc0 && p < limit && (b[p] & 0xc0) == 0x80) {
                chars[i] = (char) ((first & 0x1f) << 6 | b[p++] & 0x3f);
            } else if ((first & 0xf0) == 0xe0
                    && limit - p >= 2
                    && (b[p] & 0xc0) == 0x80
                    && (b[p + 1] & 0xc0) == 0x80) {
                chars[i] = (char) ((first & 0x0f) << 12 | (b[p] & 0x3f) << 6 | b[p + 1] & 0x3f);
                p += 2;
            } else {
                at = p - 1;
                throw malformed("not a char of 1 to 3 bytes");
            }
        }
        at = p;
        return new String(chars);
    }

    final byte[] binaryValue(int tag) {
        if (tag < Tag.STRING_1K) {
            return raw(tag - Tag.BINARY);
        }
        if (tag < Tag.LONG_3) {
            return raw((tag - Tag.BINARY_1K << 8) + next());
        }
        if (tag == Tag.BINARY_LAST) {
            return raw(next16());
        }
        byte[] whole = NOTHING;
        int size = 0;
        int part = tag;
        while (true) {
            byte[] next = part == Tag.BINARY_CHUNK ? raw(next16()) : binaryValue(part);
            if (next.length > whole.length - size) {
                whole = Arrays.copyOf(whole, Math.max(size + next.length, 2 * size));
            }
            System.arraycopy(next, 0, whole, size, next.length);
            size += next.length;
            if (part != Tag.BINARY_CHUNK) {
                return size == whole.length ? whole : Arrays.copyOf(whole, size);
            }
            part = next();
            if (!isBinary(part)) {
                throw unexpected(part, "next part of a binary");
            }
        }
    }

    private byte[] raw(int size) {
        need(size);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return copy;
    }
}
