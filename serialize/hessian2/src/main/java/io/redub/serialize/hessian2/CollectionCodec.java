package io.redub.serialize.hessian2;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Writes collections: an ArrayList without a type, others under the name their kind has. */
final class CollectionCodec extends Codec.Nested {
    private final Class<?> type;
    private final boolean plain;
    private final boolean indexed;
    private final @Nullable WireName forDubbo;
    private final @Nullable WireName forRedub;

    CollectionCodec(Class<?> type) {
        this.type = type;
        this.plain = CollectionNames.isPlain(type);
        this.indexed =
                List.class.isAssignableFrom(type) && RandomAccess.class.isAssignableFrom(type);
        this.forDubbo = CollectionNames.ofCollection(type, false);
        this.forRedub = CollectionNames.ofCollection(type, true);
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        Collection<?> items = (Collection<?>) value;
        TypeNode element = declared.element();
        int size = head(out, items);
        if (indexed) {
            List<?> list = (List<?>) items;
            for (int i = 0; i < size; i++) {
                out.writeValue(list.get(i), element);
            }
        } else {
            Iterator<?> each = items.iterator();
            for (int i = 0; i < size; i++) {
                out.writeValue(each.next(), element);
            }
        }
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        Collection<?> items = (Collection<?>) value;
        head(out, items);
        return new Children.Items(items.iterator(), declared.element());
    }

    private int head(ValueWriter out, Collection<?> items) {
        WireName name = out.redub() ? forRedub : forDubbo;
        if (!plain) {
            name = CollectionNames.checked(out, items, type, name);
        }
        int size = items.size();
        out.writeListHead(name, size);
        return size;
    }
}
