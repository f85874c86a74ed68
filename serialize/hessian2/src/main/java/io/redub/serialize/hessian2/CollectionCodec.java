package io.redub.serialize.hessian2;

import java.util.Arrays;
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
    private final boolean concurrent;
    private final @Nullable WireName forDubbo;
    private final @Nullable WireName forRedub;

    /** Whether the receiver knows what the elements are from themselves alone. */
    private final boolean erased;

    CollectionCodec(Class<?> type) {
        this(
                type,
                CollectionNames.ofCollection(type, false),
                CollectionNames.ofCollection(type, true),
                false);
    }

    private CollectionCodec(
            Class<?> type,
            @Nullable WireName forDubbo,
            @Nullable WireName forRedub,
            boolean erased) {
        this.type = type;
        this.plain = CollectionNames.isPlain(type);
        this.indexed =
                List.class.isAssignableFrom(type) && RandomAccess.class.isAssignableFrom(type);
        this.concurrent = type.getName().startsWith("java.util.concurrent.");
        this.forDubbo = forDubbo;
        this.forRedub = forRedub;
        this.erased = erased;
    }

    /** Towards Caucho, whose reader makes a {@code made} of it. */
    static CollectionCodec forCaucho(Class<?> type, Class<?> made) {
        WireName name = CollectionNames.ofCollection(made, false);
        return new CollectionCodec(type, name, name, true);
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        Collection<?> items = items(value);
        TypeNode element = element(declared);
        int size = head(out, (Collection<?>) value, items.size());
        if (indexed && !concurrent) {
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
        Collection<?> items = items(value);
        head(out, (Collection<?>) value, items.size());
        return new Children.Items(items.iterator(), element(declared));
    }

    private TypeNode element(TypeNode declared) {
        return erased ? TypeNode.ANY : declared.element();
    }

    /** Of a collection that may change meanwhile, what it holds at one moment. */
    private Collection<?> items(Object value) {
        Collection<?> items = (Collection<?>) value;
        return concurrent ? Arrays.asList(items.toArray()) : items;
    }

    private int head(ValueWriter out, Collection<?> items, int size) {
        WireName name = out.redub() ? forRedub : forDubbo;
        if (!plain) {
            name = CollectionNames.checked(out, items, type, name);
        }
        out.writeListHead(name, size);
        return size;
    }
}
