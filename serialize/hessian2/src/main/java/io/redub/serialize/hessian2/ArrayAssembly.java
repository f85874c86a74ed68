package io.redub.serialize.hessian2;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays while their items are read; those of primitives at once. */
final class ArrayAssembly extends Assembly {
    private final Object[] items;
    private final TypeNode element;
    private int count;

    private ArrayAssembly(Object[] items, TypeNode element) {
        this.items = items;
        this.element = element;
    }

    static Assembly of(ValueReader in, Class<?> component, int size, TypeNode element) {
        if (size < 0) {
            return new Open(in, component, element);
        }
        Object[] items = (Object[]) Array.newInstance(component, size);
        in.addRef(items);
        return new ArrayAssembly(items, element);
    }

    @Override
    @Nullable TypeNode next(ValueReader in) {
        return count == items.length ? null : element;
    }

    @Override
    void accept(ValueReader in, @Nullable Object value) {
        items[count++] = value;
    }

    @Override
    Object finish(ValueReader in) {
        return items;
    }

    static Object primitives(ValueReader in, Class<?> component, int size) {
        if (component == int.class) {
            int[] items = new int[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readInt();
            }
            return items;
        } else if (component == long.class) {
            long[] items = new long[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readLong();
            }
            return items;
        } else if (component == double.class) {
            double[] items = new double[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readDouble();
            }
            return items;
        } else if (component == float.class) {
            float[] items = new float[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readFloat();
            }
            return items;
        } else if (component == short.class) {
            short[] items = new short[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readShort();
            }
            return items;
        } else if (component == boolean.class) {
            boolean[] items = new boolean[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readBoolean();
            }
            return items;
        } else if (component == byte.class) {
            byte[] items = new byte[size];
            in.addRef(items);
            for (int i = 0; i < size; i++) {
                items[i] = in.readByte();
            }
            return items;
        }
        char[] items = new char[size];
        in.addRef(items);
        for (int i = 0; i < size; i++) {
            items[i] = in.readChar();
        }
        return items;
    }

    /** Of a size that only the end mark tells. */
    private static final class Open extends Assembly {
        private final List<@Nullable Object> items = new ArrayList<>();
        private final Class<?> component;
        private final TypeNode element;
        private final int number;

        Open(ValueReader in, Class<?> component, TypeNode element) {
            this.component = component;
            this.element = element;
            this.number = in.reserveRef();
        }

        @Override
        @Nullable TypeNode next(ValueReader in) {
            return ListAssembly.hasNext(in, -1, items.size()) ? element : null;
        }

        @Override
        void accept(ValueReader in, @Nullable Object value) {
            items.add(value);
        }

        @Override
        Object finish(ValueReader in) {
            Object array = Array.newInstance(component, items.size());
            for (int i = 0; i < items.size(); i++) {
                Array.set(array, i, items.get(i));
            }
            in.setRef(number, array);
            return array;
        }
    }
}
