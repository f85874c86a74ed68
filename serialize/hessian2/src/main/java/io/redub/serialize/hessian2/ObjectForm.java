package io.redub.serialize.hessian2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the objects of one class definition are made. Immutable and thread-safe. */
interface ObjectForm {
    /** Names in the order in which a reader can take the values without looking. */
    List<String> fieldNames();

    /** Reads the fields; the object takes its reference number itself. */
    @Nullable Object read(ValueReader in, Definition definition, TypeNode declared);

    /** As a container that is filled from outside, for deep graphs; null if it never is deep. */
    default @Nullable Assembly open(ValueReader in, Definition definition, TypeNode declared) {
        return null;
    }
}
