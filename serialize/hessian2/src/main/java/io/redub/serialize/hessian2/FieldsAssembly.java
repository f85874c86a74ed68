package io.redub.serialize.hessian2;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of an object that can only be made when all are there. */
abstract class FieldsAssembly extends Assembly {
    /** By index in the form. */
    final @Nullable Object[] values;

    private final int[] slots;
    private final TypeNode[] types;
    private int next;

    FieldsAssembly(Definition def, TypeNode[] types) {
        this.slots = def.slots();
        this.types = types;
        this.values = new Object[types.length];
    }

    @Override
    @Nullable TypeNode next(ValueReader in) {
        if (next == slots.length) {
            return null;
        }
        int slot = slots[next];
        return slot < 0 ? TypeNode.DROPPED : types[slot];
    }

    @Override
    void accept(ValueReader in, @Nullable Object value) {
        int slot = slots[next++];
        if (slot >= 0) {
            values[slot] = value;
        }
    }

    /** The fields of an object nobody will see. */
    static final class Dropped extends Assembly {
        private int left;

        Dropped(Definition def) {
            this.left = def.fields().size();
        }

        @Override
        @Nullable TypeNode next(ValueReader in) {
            return left == 0 ? null : TypeNode.DROPPED;
        }

        @Override
        void accept(ValueReader in, @Nullable Object value) {
            left--;
        }

        @Override
        Object finish(ValueReader in) {
            return ValueReader.DROPPED;
        }
    }

    /** An object of an unknown class, where a map of its fields will do. */
    static final class AsMap extends Assembly {
        private final Iterator<String> names;
        private final Map<String, @Nullable Object> map;

        AsMap(Definition def, Map<String, @Nullable Object> map) {
            this.names = def.fields().iterator();
            this.map = map;
        }

        @Override
        @Nullable TypeNode next(ValueReader in) {
            return names.hasNext() ? TypeNode.ANY : null;
        }

        @Override
        void accept(ValueReader in, @Nullable Object value) {
            map.put(names.next(), value);
        }

        @Override
        Object finish(ValueReader in) {
            return map;
        }
    }
}
