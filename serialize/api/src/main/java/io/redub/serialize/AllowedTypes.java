package io.redub.serialize;

import org.jspecify.annotations.Nullable;

/**
 * The closed world of one service: the classes that may be made from bytes, found by name among
 * classes already known. Nothing is ever loaded on a peer's word. Immutable and thread-safe.
 */
public interface AllowedTypes {
    /** The class of this name if it may be instantiated, else null. Never loads a class. */
    @Nullable Class<?> find(String className);

    /** Whether an object of an unknown class becomes a map of its fields instead of an error. */
    boolean unknownAsMap();

    /** For messages: whose world this is, such as the service's name. */
    String owner();

    ReadLimits limits();

    /** The error of a message that names a class which is not here: which, whose, what to do. */
    default SerializationException notAdmitted(String className) {
        return Refusal.of(className, owner());
    }
}
