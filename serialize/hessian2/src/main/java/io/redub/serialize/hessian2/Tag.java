package io.redub.serialize.hessian2;

/** The first bytes of values, as unsigned ints: where a range begins or a form stands alone. */
final class Tag {
    /** Strings of 0..31 units: 00..1f. */
    static final int STRING = 0x00;

    static final int BINARY = 0x20;
    static final int STRING_1K = 0x30;
    static final int BINARY_1K = 0x34;
    static final int LONG_3 = 0x38;
    static final int BINARY_CHUNK = 'A';
    static final int BINARY_LAST = 'B';
    static final int CLASS = 'C';
    static final int DOUBLE = 'D';
    static final int FALSE = 'F';
    static final int MAP = 'H';
    static final int INT = 'I';
    static final int DATE = 0x4a;
    static final int DATE_MINUTES = 0x4b;
    static final int LONG = 'L';
    static final int TYPED_MAP = 'M';
    static final int NULL = 'N';
    static final int OBJECT = 'O';
    static final int REF = 0x51;
    static final int STRING_CHUNK = 'R';
    static final int STRING_LAST = 'S';
    static final int TRUE = 'T';
    static final int TYPED_OPEN_LIST = 0x55;
    static final int TYPED_LIST = 'V';
    static final int OPEN_LIST = 0x57;
    static final int LIST = 0x58;
    static final int LONG_INT = 0x59;
    static final int END = 'Z';
    static final int DOUBLE_0 = 0x5b;
    static final int DOUBLE_1 = 0x5c;
    static final int DOUBLE_BYTE = 0x5d;
    static final int DOUBLE_SHORT = 0x5e;
    static final int DOUBLE_MILLI = 0x5f;

    /** Objects of class definitions 0..15: 60..6f. */
    static final int OBJECT_16 = 0x60;

    static final int TYPED_LIST_8 = 0x70;
    static final int LIST_8 = 0x78;

    /** Ints −16..47: 80..bf, zero at 90. */
    static final int INT_0 = 0x90;

    static final int INT_2_0 = 0xc8;
    static final int INT_3_0 = 0xd4;
    static final int LONG_1 = 0xd8;
    static final int LONG_0 = 0xe0;
    static final int LONG_2_0 = 0xf8;
    static final int LONG_3_0 = 0x3c;

    private Tag() {}

    /** What a byte begins, for messages; never the value itself. */
    static String describe(int tag) {
        String kind;
        if (tag >= LONG_1) {
            kind = "long";
        } else if (tag >= 0x80 || tag == INT) {
            kind = "int";
        } else if (tag >= TYPED_LIST_8
                || tag == TYPED_OPEN_LIST
                || tag == TYPED_LIST
                || tag == OPEN_LIST
                || tag == LIST) {
            kind = "list";
        } else if (tag >= OBJECT_16 || tag == OBJECT) {
            kind = "object";
        } else if (tag >= DOUBLE_0 || tag == DOUBLE) {
            kind = "double";
        } else if (tag < BINARY
                || (tag >= STRING_1K && tag < BINARY_1K)
                || tag == STRING_CHUNK
                || tag == STRING_LAST) {
            kind = "string";
        } else if (tag < 0x38 || tag == BINARY_CHUNK || tag == BINARY_LAST) {
            kind = "binary";
        } else if (tag < 0x40 || tag == LONG || tag == LONG_INT) {
            kind = "long";
        } else {
            kind =
                    switch (tag) {
                        case CLASS -> "class definition";
                        case TRUE, FALSE -> "boolean";
                        case MAP, TYPED_MAP -> "map";
                        case DATE, DATE_MINUTES -> "date";
                        case NULL -> "null";
                        case REF -> "reference";
                        case END -> "end of a list or map";
                        default -> "no form of Hessian 2";
                    };
        }
        return "%s (byte 0x%02x)".formatted(kind, tag);
    }
}
