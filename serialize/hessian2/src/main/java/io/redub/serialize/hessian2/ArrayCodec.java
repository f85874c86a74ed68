package io.redub.serialize.hessian2;

import io.redub.serialize.WireNames;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;

/** Writes arrays of objects: a list typed {@code [} and the component's name. */
final class ArrayCodec extends Codec.Nested {
    /** Components that go by a short name; the same the other way round. */
    static final Map<Class<?>, String> SHORT_NAMES =
            Map.of(
                    int.class, "int",
                    long.class, "long",
                    short.class, "short",
                    float.class, "float",
                    double.class, "double",
                    boolean.class, "boolean",
                    String.class, "string",
                    Object.class, "object",
                    Date.class, "date");

    private final WireName type;
    private final TypeNode component;

    ArrayCodec(Class<?> arrayType) {
        this.type = WireName.ofType(nameOf(arrayType));
        this.component = TypeNode.of(arrayType).element();
    }

    private static String nameOf(Class<?> type) {
        if (type.isArray()) {
            return "[" + nameOf(type.getComponentType());
        }
        String known = SHORT_NAMES.get(type);
        return known != null ? known : WireNames.installed().nameOf(type);
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        Object[] items = (Object[]) value;
        TypeNode element = element(value, declared);
        out.writeListHead(type, items.length);
        for (Object item : items) {
            out.writeValue(item, element);
        }
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        Object[] items = (Object[]) value;
        out.writeListHead(type, items.length);
        return new Children.Items(Arrays.asList(items).iterator(), element(value, declared));
    }

    /** What is declared knows more, such as the arguments of a generic component. */
    private TypeNode element(Object value, TypeNode declared) {
        return declared.raw == value.getClass() ? declared.element() : component;
    }
}
