package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scalars in their shortest forms, into an array that is kept from message to message: one copy at
 * the end of a value is cheaper than a checked buffer call for every byte.
 */
abstract class ScalarWriter {
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int SMALLEST = 1024;

    /** An array grown beyond this by one message is not kept for the next. */
    private static final int LARGEST_KEPT = 1 << 20;

    private static final int CHUNK = 0x8000;

    /** From here on, one bulk encoding is cheaper than a loop over the chars. */
    private static final int BULK = 48;

    private static final long MINUTE = 60_000;

    byte[] bytes = new byte[SMALLEST];
    int at;

    final void resetBytes() {
        at = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[SMALLEST];
        }
    }

    /** Makes room for {@code size} more bytes. */
    final void reserve(int size) {
        if (bytes.length - at < size) {
            grow(size);
        }
    }

    private void grow(int size) {
        long wanted = Math.max((long) at + size, 2L * bytes.length);
        if ((long) at + size > Integer.MAX_VALUE - 16) {
            throw new SerializationException("the message grows beyond 2 GiB; send it in parts");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }

    final void put(int tag) {
        reserve(1);
        bytes[at++] = (byte) tag;
    }

    final void putRaw(byte[] raw) {
        reserve(raw.length);
        System.arraycopy(raw, 0, bytes, at, raw.length);
        at += raw.length;
    }

    public final void writeInt(int value) {
        reserve(5);
        byte[] b = bytes;
        int p = at;
        if (value >= -16 && value <= 47) {
            b[p] = (byte) (Tag.INT_0 + value);
            at = p + 1;
        } else if (value >= -2048 && value <= 2047) {
            b[p] = (byte) (Tag.INT_2_0 + (value >> 8));
            b[p + 1] = (byte) value;
            at = p + 2;
        } else if (value >= -262144 && value <= 262143) {
            b[p] = (byte) (Tag.INT_3_0 + (value >> 16));
            b[p + 1] = (byte) (value >> 8);
            b[p + 2] = (byte) value;
            at = p + 3;
        } else {
            b[p] = Tag.INT;
            INT.set(b, p + 1, value);
            at = p + 5;
        }
    }

    final void writeLong(long value) {
        reserve(9);
        byte[] b = bytes;
        int p = at;
        if (value >= -8 && value <= 15) {
            b[p] = (byte) (Tag.LONG_0 + value);
            at = p + 1;
        } else if (value >= -2048 && value <= 2047) {
            b[p] = (byte) (Tag.LONG_2_0 + (value >> 8));
            b[p + 1] = (byte) value;
            at = p + 2;
        } else if (value >= -262144 && value <= 262143) {
            b[p] = (byte) (Tag.LONG_3_0 + (value >> 16));
            b[p + 1] = (byte) (value >> 8);
            b[p + 2] = (byte) value;
            at = p + 3;
        } else if (value == (int) value) {
            b[p] = Tag.LONG_INT;
            INT.set(b, p + 1, (int) value);
            at = p + 5;
        } else {
            b[p] = Tag.LONG;
            LONG.set(b, p + 1, value);
            at = p + 9;
        }
    }

    final void writeBoolean(boolean value) {
        put(value ? Tag.TRUE : Tag.FALSE);
    }

    /** Minus zero takes the long form: the one-byte zero would lose its sign. */
    final void writeDouble(double value) {
        reserve(9);
        byte[] b = bytes;
        int p = at;
        int whole = (int) value;
        if (whole == value && (whole != 0 || Double.doubleToRawLongBits(value) == 0)) {
            if (whole == 0) {
                b[p] = Tag.DOUBLE_0;
                at = p + 1;
                return;
            } else if (whole == 1) {
                b[p] = Tag.DOUBLE_1;
                at = p + 1;
                return;
            } else if (whole == (byte) whole) {
                b[p] = Tag.DOUBLE_BYTE;
                b[p + 1] = (byte) whole;
                at = p + 2;
                return;
            } else if (whole == (short) whole) {
                b[p] = Tag.DOUBLE_SHORT;
                b[p + 1] = (byte) (whole >> 8);
                b[p + 2] = (byte) whole;
                at = p + 3;
                return;
            }
        }
        int thousandths = (int) (value * 1000);
        if (thousandths != 0 && 0.001 * thousandths == value) {
            b[p] = Tag.DOUBLE_MILLI;
            INT.set(b, p + 1, thousandths);
            at = p + 5;
        } else {
            b[p] = Tag.DOUBLE;
            LONG.set(b, p + 1, Double.doubleToRawLongBits(value));
            at = p + 9;
        }
    }

    /** A float field is widened bit by bit, unlike a boxed one. */
    final void writeFloat(float value) {
        writeDouble(value);
    }

    final void writeDate(long millis) {
        reserve(9);
        long minutes = millis / MINUTE;
        if (millis == minutes * MINUTE && minutes == (int) minutes) {
            bytes[at] = Tag.DATE_MINUTES;
            INT.set(bytes, at + 1, (int) minutes);
            at += 5;
        } else {
            bytes[at] = Tag.DATE;
            LONG.set(bytes, at + 1, millis);
            at += 9;
        }
    }

    final void writeNull() {
        put(Tag.NULL);
    }

    public final void writeString(@Nullable String value) {
        if (value == null) {
            writeNull();
            return;
        }
        int length = value.length();
        if (length < BULK) {
            reserve(2 + 3 * length);
            stringHead(length);
            putChars(value, 0, length);
        } else {
            writeLongString(value, length);
        }
    }

    private void writeLongString(String value, int length) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        // A lone surrogate is encoded as one '?', so that alone the length would not tell.
        boolean ascii = encoded.length == length && plain(encoded);
        int from = 0;
        while (length - from > CHUNK) {
            int size = CHUNK;
            if (Character.isHighSurrogate(value.charAt(from + size - 1))) {
                size--;
            }
            reserve(3);
            bytes[at++] = Tag.STRING_CHUNK;
            bytes[at++] = (byte) (size >> 8);
            bytes[at++] = (byte) size;
            putPart(value, ascii ? encoded : null, from, size);
            from += size;
        }
        reserve(3);
        stringHead(length - from);
        putPart(value, ascii ? encoded : null, from, length - from);
    }

    private static boolean plain(byte[] encoded) {
        for (byte b : encoded) {
            if (b == '?') {
                return false;
            }
        }
        return true;
    }

    private void putPart(String value, byte @Nullable [] ascii, int from, int size) {
        if (ascii != null) {
            reserve(size);
            System.arraycopy(ascii, from, bytes, at, size);
            at += size;
        } else {
            reserve(3 * size);
            putChars(value, from, from + size);
        }
    }

    private void stringHead(int length) {
        if (length <= 0x1f) {
            bytes[at++] = (byte) length;
        } else if (length <= 0x3ff) {
            bytes[at++] = (byte) (Tag.STRING_1K + (length >> 8));
            bytes[at++] = (byte) length;
        } else {
            bytes[at++] = Tag.STRING_LAST;
            bytes[at++] = (byte) (length >> 8);
            bytes[at++] = (byte) length;
        }
    }

    /** The room is there. */
    private void putChars(String value, int from, int to) {
        byte[] b = bytes;
        int p = at;
        int i = from;
        for (; i < to; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                break;
            }
            b[p++] = (byte) c;
        }
        at = i == to ? p : putWideChars(value, i, to, p);
    }

    /** Each UTF-16 unit on its own, a surrogate too: that is how Hessian counts and reads. */
    private int putWideChars(String value, int from, int to, int start) {
        byte[] b = bytes;
        int p = start;
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                b[p++] = (byte) c;
            } else if (c < 0x800) {
                b[p++] = (byte) (0xc0 | c >> 6);
                b[p++] = (byte) (0x80 | c & 0x3f);
            } else {
                b[p++] = (byte) (0xe0 | c >> 12);
                b[p++] = (byte) (0x80 | c >> 6 & 0x3f);
                b[p++] = (byte) (0x80 | c & 0x3f);
            }
        }
        return p;
    }

    final void writeChar(char value) {
        reserve(4);
        bytes[at++] = 1;
        if (value < 0x80) {
            bytes[at++] = (byte) value;
        } else {
            at = putWideChars(String.valueOf(value), 0, 1, at);
        }
    }

    final void writeBinary(byte[] value) {
        int from = 0;
        while (value.length - from > CHUNK) {
            binaryPart(Tag.BINARY_CHUNK, value, from, CHUNK);
            from += CHUNK;
        }
        int rest = value.length - from;
        if (rest <= 0x0f) {
            put(Tag.BINARY + rest);
            putBytes(value, from, rest);
        } else if (rest <= 0x3ff) {
            put(Tag.BINARY_1K + (rest >> 8));
            put(rest);
            putBytes(value, from, rest);
        } else {
            binaryPart(Tag.BINARY_LAST, value, from, rest);
        }
    }

    private void binaryPart(int tag, byte[] value, int from, int size) {
        reserve(3);
        bytes[at++] = (byte) tag;
        bytes[at++] = (byte) (size >> 8);
        bytes[at++] = (byte) size;
        putBytes(value, from, size);
    }

    private void putBytes(byte[] value, int from, int size) {
        reserve(size);
        System.arraycopy(value, from, bytes, at, size);
        at += size;
    }
}
