package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds where values of Hessian 2 end. Of one message; not thread-safe. */
final class Hessian2Copy implements ValueCopy {
    private static final int OPEN = -1;

    /** How many fields the objects of each class definition have. */
    private final List<Integer> fields = new ArrayList<>();

    private final int depth;

    /** How many values each container that is open still takes; {@link #OPEN}: until its end. */
    private long[] missing = new long[16];

    private int open;

    Hessian2Copy(int depth) {
        this.depth = depth;
    }

    @Override
    public void copy(WireInput in, ByteBuf out) throws IOException {
        open = 0;
        one(in, out);
        while (open > 0) {
            long left = missing[open - 1];
            if (left == 0) {
                open--;
            } else if (left == OPEN && in.peek() == 'Z') {
                out.writeByte(in.next());
                open--;
            } else {
                if (left > 0) {
                    missing[open - 1]--;
                }
                one(in, out);
            }
        }
    }

    private void expect(long values) {
        if (open >= depth) {
            throw new MalformedHessian("values nest deeper than " + depth + " levels");
        } else if (open == missing.length) {
            missing = java.util.Arrays.copyOf(missing, 2 * open);
        }
        missing[open++] = values;
    }

    private void one(WireInput in, ByteBuf out) throws IOException {
        int tag = in.next();
        out.writeByte(tag);
        while (tag == 'C') {
            definition(in, out);
            tag = in.next();
            out.writeByte(tag);
        }
        if (tag >= 0x80) {
            in.copy(number(tag), out);
        } else if (tag >= 0x60) {
            container(tag, in, out);
        } else if (tag < 0x20 || tag >= 0x30 && tag < 0x34 || tag == 'R' || tag == 'S') {
            text(tag, in, out);
        } else if (tag < 0x40 || tag == 'A' || tag == 'B') {
            bytes(tag, in, out);
        } else {
            letter(tag, in, out);
        }
    }

    /** Bytes behind the tag of a compact int or long. */
    private static int number(int tag) {
        if (tag < 0xc0) {
            return 0;
        } else if (tag < 0xd8) {
            return tag < 0xd0 ? 1 : 2;
        }
        return tag < 0xf0 ? 0 : 1;
    }

    private void container(int tag, WireInput in, ByteBuf out) throws IOException {
        if (tag < 0x70) {
            object(tag - 0x60);
            return;
        }
        if (tag < 0x78) {
            type(in, out);
        }
        expect(tag & 7);
    }

    private void letter(int tag, WireInput in, ByteBuf out) throws IOException {
        switch (tag) {
            case 'N', 'T', 'F', 0x5b, 0x5c -> {}
            case 0x5d -> in.copy(1, out);
            case 0x5e -> in.copy(2, out);
            case 'I', 0x4b, 0x59, 0x5f -> in.copy(4, out);
            case 'L', 'D', 0x4a -> in.copy(8, out);
            case 0x51 -> integer(in, out);
            case 'O' -> object(integer(in, out));
            case 'H', 0x57 -> expect(OPEN);
            case 'M', 0x55 -> {
                type(in, out);
                expect(OPEN);
            }
            case 'V' -> {
                type(in, out);
                expect(size(in, out));
            }
            case 0x58 -> expect(size(in, out));
            default -> throw new MalformedHessian("tag 0x%02x begins no value".formatted(tag));
        }
    }

    private int size(WireInput in, ByteBuf out) throws IOException {
        int size = integer(in, out);
        if (size < 0) {
            throw new MalformedHessian("a list of " + size + " items");
        }
        return size;
    }

    private void object(int definition) {
        if (definition < 0 || definition >= fields.size()) {
            throw new MalformedHessian(
                    "class definition %d of %d".formatted(definition, fields.size()));
        }
        expect(fields.get(definition));
    }

    private void definition(WireInput in, ByteBuf out) throws IOException {
        string(in, out);
        int count = size(in, out);
        for (int i = 0; i < count; i++) {
            string(in, out);
        }
        fields.add(count);
    }

    private static void type(WireInput in, ByteBuf out) throws IOException {
        int tag = in.peek();
        if (tag >= 0x80 || tag == 'I') {
            integer(in, out);
        } else {
            string(in, out);
        }
    }

    private static void string(WireInput in, ByteBuf out) throws IOException {
        int tag = in.next();
        if (tag >= 0x20 && tag < 0x30 || tag >= 0x34 && tag != 'R' && tag != 'S') {
            throw new MalformedHessian("tag 0x%02x (expected: a string)".formatted(tag));
        }
        out.writeByte(tag);
        text(tag, in, out);
    }

    private static void text(int first, WireInput in, ByteBuf out) throws IOException {
        int tag = first;
        while (tag == 'R') {
            in.copyChars(copied16(in, out), out);
            tag = in.next();
            out.writeByte(tag);
        }
        if (tag < 0x20) {
            in.copyChars(tag, out);
        } else if (tag >= 0x30 && tag < 0x34) {
            in.copyChars(tag - 0x30 << 8 | copied8(in, out), out);
        } else if (tag == 'S') {
            in.copyChars(copied16(in, out), out);
        } else {
            throw new MalformedHessian("tag 0x%02x (expected: more of a string)".formatted(tag));
        }
    }

    private static void bytes(int first, WireInput in, ByteBuf out) throws IOException {
        int tag = first;
        if (tag >= 0x38 && tag < 0x40) {
            // A long of three bytes.
            in.copy(2, out);
            return;
        }
        while (tag == 'A') {
            in.copy(copied16(in, out), out);
            tag = in.next();
            out.writeByte(tag);
        }
        if (tag >= 0x20 && tag < 0x30) {
            in.copy(tag - 0x20, out);
        } else if (tag >= 0x34 && tag < 0x38) {
            in.copy(tag - 0x34 << 8 | copied8(in, out), out);
        } else if (tag == 'B') {
            in.copy(copied16(in, out), out);
        } else {
            throw new MalformedHessian("tag 0x%02x (expected: more of a binary)".formatted(tag));
        }
    }

    private static int copied8(WireInput in, ByteBuf out) throws IOException {
        int value = in.next();
        out.writeByte(value);
        return value;
    }

    private static int copied16(WireInput in, ByteBuf out) throws IOException {
        int value = in.next16();
        out.writeShort(value);
        return value;
    }

    /** Copies an int and returns it. */
    static int integer(WireInput in, ByteBuf out) throws IOException {
        int tag = copied8(in, out);
        if (tag >= 0x80 && tag < 0xc0) {
            return tag - 0x90;
        } else if (tag >= 0xc0 && tag < 0xd0) {
            return (tag - 0xc8 << 8) + copied8(in, out);
        } else if (tag >= 0xd0 && tag < 0xd8) {
            return (tag - 0xd4 << 16) + copied16(in, out);
        } else if (tag == 'I') {
            int value = in.next32();
            out.writeInt(value);
            return value;
        }
        throw new MalformedHessian("tag 0x%02x (expected: an int)".formatted(tag));
    }
}
