package io.redub.serialize;

import io.redub.extension.SPI;
import java.lang.reflect.Type;

/**
 * A way to turn objects into bytes and back. Thread-safe; the writers and readers it hands out
 * belong to one thread at a time and are reused from message to message.
 */
@SPI("hessian2")
public interface Serialization {
    /** The number by which the dubbo protocol names it: 1..31. */
    byte id();

    /** The name by which it is configured, such as {@code hessian2}. */
    String name();

    /**
     * Prepares a declared type once, so that no message has to look at it again. {@code
     * Throwable.class} stands for the form of what a call threw.
     *
     * @throws SerializationException if no value of this type can be carried
     */
    DeclaredType declare(Type type);

    ObjectWriter writer();

    ObjectReader reader();
}
