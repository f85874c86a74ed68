package io.redub.serialize.hessian2;

import java.lang.reflect.Array;

/** What a primitive field holds when nothing was sent for it. */
final class Zero {
    private Zero() {}

    static Object of(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0);
    }
}
