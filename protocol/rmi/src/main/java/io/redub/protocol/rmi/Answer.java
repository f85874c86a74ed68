package io.redub.protocol.rmi;

import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.SerializationException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * An answer of RMI, read within the closed world.
 *
 * @param content the object stream
 */
record Answer(byte[] content, AllowedTypes types) {
    private static final DeclaredType THROWN = CallForm.VALUES.declare(Throwable.class);

    /** The offset of the kind: behind the head of the stream and that of the block. */
    private static final int KIND_AT = 6;

    private static final int ONE_BLOCK = 0x77;

    /** Whether a method returned, instead of throwing. */
    boolean isReturn() {
        if (content.length <= KIND_AT + Jrmp.ACK_BYTES || content[4] != ONE_BLOCK) {
            throw new SerializationException("the answer is no answer of RMI");
        }
        return content[KIND_AT] == Jrmp.NORMAL_RETURN;
    }

    private ObjectReader open() {
        ObjectReader in = CallForm.VALUES.reader();
        in.begin(Unpooled.wrappedBuffer(content), types);
        for (int i = 0; i <= Jrmp.ACK_BYTES; i++) {
            in.readByte();
        }
        return in;
    }

    Throwable thrown() {
        ObjectReader in = open();
        try {
            if (in.readObject(THROWN) instanceof Throwable thrown) {
                return thrown;
            }
            throw new SerializationException("null was thrown");
        } finally {
            in.end();
        }
    }

    /** What a method returned that declares this type. */
    @Nullable Object value(Type declared) {
        if (declared == void.class) {
            return null;
        }
        if (!(declared instanceof Class<?> type && type.isPrimitive())) {
            return object(declared);
        }
        ObjectReader in = open();
        try {
            return primitive(type, in);
        } finally {
            in.end();
        }
    }

    /** What a method returned that declares {@code Object}; a primitive is in its box. */
    @Nullable Object object(Type expected) {
        ObjectReader in = open();
        try {
            return in.readObject(CallForm.declared(expected));
        } finally {
            in.end();
        }
    }

    private static Object primitive(Class<?> type, ObjectReader in) {
        if (type == boolean.class) {
            return in.readByte() != 0;
        } else if (type == byte.class) {
            return (byte) in.readByte();
        } else if (type == short.class) {
            return (short) number(2, in);
        } else if (type == char.class) {
            return (char) number(2, in);
        } else if (type == int.class) {
            return (int) number(4, in);
        } else if (type == long.class) {
            return number(8, in);
        } else if (type == float.class) {
            return Float.intBitsToFloat((int) number(4, in));
        }
        return Double.longBitsToDouble(number(8, in));
    }

    private static long number(int bytes, ObjectReader in) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.readByte() & 0xFF;
        }
        return number;
    }
}
