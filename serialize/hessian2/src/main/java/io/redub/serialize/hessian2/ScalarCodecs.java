package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.TypeNode.Kind;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** Writes what has a tag of its own. */
final class ScalarCodecs {
    private interface Form {
        void write(ValueWriter out, Object value, TypeNode declared);
    }

    private static final class Scalar extends Codec {
        private final Form form;

        Scalar(Form form) {
            this.form = form;
        }

        @Override
        void write(ValueWriter out, Object value, TypeNode declared) {
            form.write(out, value, declared);
        }
    }

    static final Map<Class<?>, Codec> ALL = new HashMap<>();

    static {
        add(Boolean.class, (out, v, t) -> out.writeBoolean((Boolean) v));
        add(Integer.class, (out, v, t) -> out.writeInt((Integer) v));
        add(Long.class, (out, v, t) -> out.writeLong((Long) v));
        add(Double.class, (out, v, t) -> out.writeDouble((Double) v));
        add(String.class, (out, v, t) -> out.writeString((String) v));
        add(Date.class, (out, v, t) -> out.writeDate(((Date) v).getTime()));
        add(byte[].class, (out, v, t) -> out.writeBinary((byte[]) v));
        add(
                Byte.class,
                (out, v, t) -> {
                    if (keeps(out, t, Kind.BYTE)) {
                        PlainTypes.BYTE.write(out, v, t);
                    } else {
                        out.writeInt((Byte) v);
                    }
                });
        add(
                Short.class,
                (out, v, t) -> {
                    if (keeps(out, t, Kind.SHORT)) {
                        PlainTypes.SHORT.write(out, v, t);
                    } else {
                        out.writeInt((Short) v);
                    }
                });
        add(
                Float.class,
                (out, v, t) -> {
                    if (keeps(out, t, Kind.FLOAT)) {
                        PlainTypes.FLOAT.write(out, v, t);
                    } else {
                        out.writeDouble(decimal((Float) v));
                    }
                });
        add(
                Character.class,
                (out, v, t) -> {
                    if (keeps(out, t, Kind.CHAR)) {
                        PlainTypes.CHAR.write(out, v, t);
                    } else {
                        out.writeChar((Character) v);
                    }
                });
        add(
                char[].class,
                (out, v, t) -> {
                    if (out.redub() && t.raw != char[].class) {
                        PlainTypes.CHARS.write(out, v, t);
                    } else {
                        out.writeString(new String((char[]) v));
                    }
                });
    }

    private ScalarCodecs() {}

    private static void add(Class<?> type, Form form) {
        ALL.put(type, new Scalar(form));
    }

    /** Whether the reader could not tell the type from what is declared, and need be told. */
    private static boolean keeps(ValueWriter out, TypeNode declared, Kind own) {
        return !out.dubbo() && declared.kind != own;
    }

    /** Dubbo sends 3.3f as the double 3.3, not as the double nearest to the float. */
    private static double decimal(float value) {
        return value == (int) value ? value : Double.parseDouble(Float.toString(value));
    }
}
