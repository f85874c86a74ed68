package io.redub.serialize;

import java.lang.reflect.Type;

/** A type of a signature as one serialization has prepared it. Immutable and thread-safe. */
public interface DeclaredType {
    Type type();
}
