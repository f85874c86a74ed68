package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import org.jspecify.annotations.Nullable;

/**
 * Plain values to the types of a service and back, for callers that do not have its classes.
 * Immutable and thread-safe.
 */
final class GenericValues {
    private final AllowedTypes types;

    GenericValues(AllowedTypes types) {
        this.types = types;
    }

    /**
     * The arguments as the method declares them; a part they share stays shared.
     *
     * @throws ConversionException naming the argument and the path in it that does not fit
     */
    @Nullable Object[] realise(@Nullable Object[] arguments, GenericMethods.Candidate method) {
        Realisation realisation = new Realisation(types);
        @Nullable Object[] realised = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            try {
                realised[i] = realisation.value(arguments[i], method.types().get(i));
            } catch (ConversionException e) {
                throw new ConversionException("argument " + i + ": " + e.getMessage());
            } catch (StackOverflowError e) {
                throw tooDeep("argument " + i);
            }
        }
        return realised;
    }

    /**
     * One value as a type declares it.
     *
     * @throws ConversionException naming the path in it that does not fit
     */
    @Nullable Object realise(@Nullable Object value, Target type) {
        try {
            return new Realisation(types).value(value, type);
        } catch (StackOverflowError e) {
            throw tooDeep("result");
        }
    }

    /**
     * The value as maps, lists and plain values.
     *
     * @throws ConversionException naming the path in it that cannot be given that form
     */
    @Nullable Object generalise(@Nullable Object value) {
        try {
            return new Generalisation(types.limits()).value(value);
        } catch (ConversionException e) {
            throw new ConversionException("result: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw tooDeep("result");
        }
    }

    /** Hash codes and comparisons of the user's classes run here and may not end on a cycle. */
    private static ConversionException tooDeep(String where) {
        return new ConversionException(
                where + ": nested too deep for the stack of this thread, or a cycle in a key");
    }
}
