package io.redub.proxy;

import org.jspecify.annotations.Nullable;

/** Where the methods of a reference end up. Thread-safe. */
@FunctionalInterface
public interface CallHandler {
    /**
     * Makes a call and returns what the method returns; throws what the method throws.
     *
     * @param method index of the method in its service model
     * @param arguments not used again by the caller
     */
    @Nullable Object call(int method, @Nullable Object[] arguments) throws Throwable;
}
