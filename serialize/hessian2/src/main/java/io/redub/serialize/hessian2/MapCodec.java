package io.redub.serialize.hessian2;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps: a HashMap without a type, others under the name their kind has. */
final class MapCodec extends Codec.Nested {
    private static final WireName NAMED = WireName.ofType("java.util.HashMap");

    private final Class<?> type;
    private final boolean plain;
    private final @Nullable WireName forDubbo;
    private final @Nullable WireName forRedub;

    /** Whether the receiver knows what keys and values are from themselves alone. */
    private final boolean erased;

    MapCodec(Class<?> type) {
        this(type, CollectionNames.ofMap(type, false), CollectionNames.ofMap(type, true), false);
    }

    private MapCodec(
            Class<?> type,
            @Nullable WireName forDubbo,
            @Nullable WireName forRedub,
            boolean erased) {
        this.type = type;
        this.plain = CollectionNames.isPlain(type);
        this.forDubbo = forDubbo;
        this.forRedub = forRedub;
        this.erased = erased;
    }

    /** Towards Caucho, whose reader makes a {@code made} of it. */
    static MapCodec forCaucho(Class<?> type, Class<?> made) {
        WireName name = CollectionNames.ofMap(made, false);
        return new MapCodec(type, name, name, true);
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        Map<?, ?> map = (Map<?, ?>) value;
        head(out, map, declared);
        TypeNode keys = keys(declared);
        TypeNode values = values(declared);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeValue(entry.getKey(), keys);
            out.writeValue(entry.getValue(), values);
        }
        out.put(Tag.END);
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        Map<?, ?> map = (Map<?, ?>) value;
        head(out, map, declared);
        return new Entries(map.entrySet().iterator(), keys(declared), values(declared));
    }

    private TypeNode keys(TypeNode declared) {
        return erased ? TypeNode.ANY : declared.element();
    }

    private TypeNode values(TypeNode declared) {
        return erased ? TypeNode.ANY : declared.value();
    }

    private void head(ValueWriter out, Map<?, ?> map, TypeNode declared) {
        WireName name = out.redub() ? forRedub : forDubbo;
        if (!plain) {
            name = CollectionNames.checked(out, map, type, name);
        }
        if (erased && name == null && isNoMap(declared.raw)) {
            name = NAMED;
        }
        out.writeMapHead(name);
    }

    /** Caucho's reader takes what is declared where the map has no name. */
    private static boolean isNoMap(Class<?> declared) {
        return declared != Object.class && !Map.class.isAssignableFrom(declared);
    }

    private static final class Entries extends Children {
        private final Iterator<? extends Map.Entry<?, ?>> entries;
        private final TypeNode keys;
        private final TypeNode values;
        private Map.@Nullable Entry<?, ?> half;

        Entries(Iterator<? extends Map.Entry<?, ?>> entries, TypeNode keys, TypeNode values) {
            this.entries = entries;
            this.keys = keys;
            this.values = values;
        }

        @Override
        boolean next(ValueWriter out) {
            Map.Entry<?, ?> open = half;
            if (open != null) {
                value = open.getValue();
                type = values;
                half = null;
                return true;
            }
            if (!entries.hasNext()) {
                out.put(Tag.END);
                return false;
            }
            half = entries.next();
            value = half.getKey();
            type = keys;
            return true;
        }
    }
}
