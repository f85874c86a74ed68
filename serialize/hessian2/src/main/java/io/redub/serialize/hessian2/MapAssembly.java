package io.redub.serialize.hessian2;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A map while its entries are read; it has its reference number already. */
final class MapAssembly extends Assembly {
    private final Map<@Nullable Object, @Nullable Object> map;
    private final Object whole;
    private final TypeNode keys;
    private final TypeNode values;
    private final @Nullable HashGuard guard;
    private @Nullable Object key;
    private boolean half;

    MapAssembly(
            ValueReader in,
            Map<@Nullable Object, @Nullable Object> map,
            Object whole,
            TypeNode declared) {
        this.map = map;
        this.whole = whole;
        this.keys = declared.element();
        this.values = declared.value();
        this.guard = map instanceof SortedMap ? null : HashGuard.of(in, map);
    }

    @Override
    @Nullable TypeNode next(ValueReader in) {
        if (half) {
            return values;
        }
        if (in.peek() == Tag.END) {
            in.next();
            return null;
        }
        in.charge(2);
        return keys;
    }

    @Override
    void accept(ValueReader in, @Nullable Object value) {
        if (!half) {
            key = value;
            half = true;
            return;
        }
        if (guard != null) {
            guard.admit(key);
        }
        map.put(key, value);
        half = false;
    }

    @Override
    Object finish(ValueReader in) {
        return whole;
    }

    /** Of enums whose class only the first key tells. */
    static final class OfEnums extends Assembly {
        private final TypeNode declared;
        private final int number;
        private @Nullable Map<Object, @Nullable Object> map;
        private @Nullable Object key;

        OfEnums(ValueReader in, TypeNode declared) {
            this.declared = declared;
            this.number = in.reserveRef();
        }

        @Override
        @Nullable TypeNode next(ValueReader in) {
            if (key != null) {
                return declared.value();
            }
            if (in.peek() == Tag.END) {
                in.next();
                return null;
            }
            in.charge(2);
            return declared.element();
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        void accept(ValueReader in, @Nullable Object value) {
            Object open = key;
            if (map == null && value instanceof Enum<?> first) {
                map = new EnumMap(first.getDeclaringClass());
                in.setRef(number, map);
            }
            if (map == null || open == null && !(value instanceof Enum)) {
                throw in.malformed("a key of an EnumMap that is no enum");
            }
            if (open == null) {
                key = value;
            } else {
                map.put(open, value);
                key = null;
            }
        }

        @Override
        Object finish(ValueReader in) {
            Object whole = map != null ? map : new LinkedHashMap<>();
            in.setRef(number, whole);
            return whole;
        }
    }
}
