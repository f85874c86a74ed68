package io.redub.serialize.hessian2;

import org.jspecify.annotations.Nullable;

/** A container while it is being read: says what comes next, takes it, and is whole at the end. */
abstract class Assembly {
    /** What the finished whole must be. */
    TypeNode expected = TypeNode.ANY;

    /** The type of the next value inside, or null when there is none any more. */
    abstract @Nullable TypeNode next(ValueReader in);

    abstract void accept(ValueReader in, @Nullable Object value);

    abstract @Nullable Object finish(ValueReader in);
}
