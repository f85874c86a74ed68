package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;

/** Refuses numbers of undeclared type of which Jackson would make infinity. */
final class UndeclaredValue extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    UndeclaredValue(JsonDeserializer<?> delegate) {
        super(delegate);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new UndeclaredValue(delegate);
    }

    @Override
    public Object deserializeWithType(
            JsonParser in, DeserializationContext context, TypeDeserializer type)
            throws IOException {
        if (in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
                && !in.isNaN()
                && Double.isInfinite(in.getDoubleValue())) {
            throw new SerializationException(
                    "a number of undeclared type: "
                            + in.getText()
                            + " (expected: what a double can hold)");
        }
        return super.deserializeWithType(in, context, type);
    }
}
