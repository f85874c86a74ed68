package io.redub.serialize.hessian2;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ReadLimits;
import org.jspecify.annotations.Nullable;

/** The world of a reader that reads nothing. */
enum NoTypes implements AllowedTypes {
    INSTANCE;

    @Override
    public @Nullable Class<?> find(String className) {
        return null;
    }

    @Override
    public boolean unknownAsMap() {
        return false;
    }

    @Override
    public String owner() {
        return "no message";
    }

    @Override
    public ReadLimits limits() {
        return ReadLimits.DEFAULT;
    }
}
