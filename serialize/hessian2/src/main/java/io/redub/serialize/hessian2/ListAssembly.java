package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.Containers.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** A collection while its items are read. */
final class ListAssembly extends Assembly {
    private final Collection<@Nullable Object> items;
    private final Object whole;
    private final boolean byIndex;
    private final @Nullable HashGuard guard;
    private final int size;
    private final TypeNode element;
    private int count;

    /**
     * A new collection, which takes its reference number here.
     *
     * @param size −1: up to the end mark
     */
    ListAssembly(
            ValueReader in, Kind<Collection<@Nullable Object>> kind, int size, TypeNode element) {
        this.items = kind.make().apply(Math.max(size, 0));
        this.whole = kind.publish() == null ? items : kind.publish().apply(items);
        this.byIndex = size > 0 && items.size() == size;
        this.guard =
                items instanceof Set && !(items instanceof SortedSet) ? new HashGuard(in) : null;
        this.size = size;
        this.element = element;
        in.addRef(whole);
    }

    /** What would copy all for each item is filled once, at the end. */
    static Assembly of(
            ValueReader in, Kind<Collection<@Nullable Object>> kind, int size, TypeNode element) {
        return kind.copies()
                ? new Copied(in, kind, size, element)
                : new ListAssembly(in, kind, size, element);
    }

    @Override
    @Nullable TypeNode next(ValueReader in) {
        return hasNext(in, size, count) ? element : null;
    }

    /** Takes the end mark, if there must be one. */
    static boolean hasNext(ValueReader in, int size, int count) {
        if (size >= 0) {
            return count < size;
        }
        if (in.peek() == Tag.END) {
            in.next();
            return false;
        }
        in.charge(1);
        return true;
    }

    @Override
    void accept(ValueReader in, @Nullable Object value) {
        if (guard != null) {
            guard.admit(value);
        }
        if (byIndex) {
            ((List<@Nullable Object>) items).set(count, value);
        } else {
            items.add(value);
        }
        count++;
    }

    @Override
    Object finish(ValueReader in) {
        return whole;
    }

    private static final class Copied extends Assembly {
        private final Collection<@Nullable Object> whole;
        private final List<@Nullable Object> items = new ArrayList<>();
        private final int size;
        private final TypeNode element;

        Copied(
                ValueReader in,
                Kind<Collection<@Nullable Object>> kind,
                int size,
                TypeNode element) {
            this.whole = kind.make().apply(0);
            this.size = size;
            this.element = element;
            in.addRef(whole);
        }

        @Override
        @Nullable TypeNode next(ValueReader in) {
            return hasNext(in, size, items.size()) ? element : null;
        }

        @Override
        void accept(ValueReader in, @Nullable Object value) {
            items.add(value);
        }

        @Override
        Object finish(ValueReader in) {
            if (whole instanceof CopyOnWriteArraySet) {
                // Such a set compares each item with all others.
                in.charge((long) items.size() * items.size() / 2);
                HashGuard guard = new HashGuard(in);
                items.forEach(guard::admit);
            }
            whole.addAll(items);
            return whole;
        }
    }
}
