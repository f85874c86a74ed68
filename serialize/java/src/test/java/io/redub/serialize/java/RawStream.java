package io.redub.serialize.java;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes object streams that ObjectOutputStream would not write. */
final class RawStream {
    final ByteBuf out = Unpooled.buffer();
    private final Map<Class<?>, Integer> descriptions = new HashMap<>();
    private int handles;

    RawStream() {
        out.writeShort(0xaced).writeShort(5);
    }

    /** Begins an object; returns its handle. */
    int object(Class<?> type) {
        out.writeByte(0x73);
        description(type);
        return handles++;
    }

    void array(Class<?> type, int length) {
        out.writeByte(0x75);
        description(type);
        handles++;
        out.writeInt(length);
    }

    /** Begins a hash set, whose items and {@link #end} follow. */
    int set(Class<?> type, int size) {
        int handle = object(type);
        block(12).writeInt(16).writeFloat(0.75f).writeInt(size);
        return handle;
    }

    ByteBuf block(int length) {
        return out.writeByte(0x77).writeByte(length);
    }

    void end() {
        out.writeByte(0x78);
    }

    void reference(int handle) {
        out.writeByte(0x71).writeInt(0x7e0000 + handle);
    }

    int text(String text) {
        out.writeByte(0x74);
        utf(text);
        return handles++;
    }

    private void utf(String text) {
        out.writeShort(text.length());
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private void description(Class<?> type) {
        Integer known = descriptions.get(type);
        if (known != null) {
            reference(known);
            return;
        }
        ObjectStreamClass described = ObjectStreamClass.lookup(type);
        out.writeByte(0x72);
        utf(type.getName());
        out.writeLong(described.getSerialVersionUID());
        descriptions.put(type, handles++);
        out.writeByte(writes(type) ? 3 : 2);
        out.writeShort(described.getFields().length);
        for (ObjectStreamField field : described.getFields()) {
            out.writeByte(field.getTypeCode());
            utf(field.getName());
            if (!field.isPrimitive()) {
                text(field.getTypeString());
            }
        }
        end();
        Class<?> parent = type.getSuperclass();
        if (parent != null && Serializable.class.isAssignableFrom(parent)) {
            description(parent);
        } else {
            out.writeByte(0x70);
        }
    }

    private static boolean writes(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(
                        each ->
                                each.getName().equals("writeObject")
                                        && each.getParameterCount() == 1
                                        && each.getParameterTypes()[0] == ObjectOutputStream.class);
    }
}
