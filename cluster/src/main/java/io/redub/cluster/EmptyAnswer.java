package io.redub.cluster;

import io.redub.service.MethodModel;
import io.redub.service.Result;
import java.lang.reflect.Array;

/** What a method answers that has nothing to say: null, or 0 or false where Java has no null. */
final class EmptyAnswer {
    private EmptyAnswer() {}

    static Result of(MethodModel method) {
        Class<?> type = method.method().getReturnType();
        return type.isPrimitive() && type != void.class
                ? Result.value(Array.get(Array.newInstance(type, 1), 0))
                : Result.NULL;
    }
}
