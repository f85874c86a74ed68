package io.redub.proxy;

import org.jspecify.annotations.Nullable;

/** Calls methods of one object. Thread-safe if the object is. */
@FunctionalInterface
public interface MethodCaller {
    /**
     * @param method index of the method in its service model; never a built-in one
     */
    @Nullable Object call(int method, @Nullable Object[] arguments) throws Throwable;
}
