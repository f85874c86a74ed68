package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Calls of method handles with boxed values, for what is not generated. */
final class Handles {
    private Handles() {}

    static @Nullable Object get(MethodHandle getter, Object object) {
        try {
            return (Object) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void set(MethodHandle setter, Object object, @Nullable Object value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static Object make(MethodHandle creator) {
        try {
            return (Object) creator.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static Object spread(MethodHandle maker, @Nullable Object[] values) {
        try {
            return (Object) maker.invoke(values);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** A user's constructor or hook failed; its error is not the reader's. */
    static SerializationException failed(Throwable e) {
        if (e instanceof SerializationException known) {
            return known;
        }
        if (e instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return new SerializationException(
                "a class of the message failed: " + e.getClass().getName(), e);
    }
}
