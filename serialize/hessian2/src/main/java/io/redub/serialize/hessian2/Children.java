package io.redub.serialize.hessian2;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The values inside a value, one after another, for graphs too deep for the stack. */
abstract class Children {
    @Nullable Object value;
    TypeNode type = TypeNode.ANY;

    /** Moves to the next value; at the end writes what closes the whole and returns false. */
    abstract boolean next(ValueWriter out);

    static final class Items extends Children {
        private final Iterator<?> items;

        Items(Iterator<?> items, TypeNode type) {
            this.items = items;
            this.type = type;
        }

        @Override
        boolean next(ValueWriter out) {
            if (!items.hasNext()) {
                return false;
            }
            value = items.next();
            return true;
        }
    }
}
