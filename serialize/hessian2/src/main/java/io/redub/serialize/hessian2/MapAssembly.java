package io.redub.serialize.hessian2;

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
        this.guard = map instanceof SortedMap ? null : new HashGuard(in);
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
}
