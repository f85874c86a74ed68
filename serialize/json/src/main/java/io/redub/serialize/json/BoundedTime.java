package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.math.BigDecimal;

/** Refuses numbers of which Jackson would make zero, and text that it would calculate with. */
final class BoundedTime extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    BoundedTime(JsonDeserializer<?> delegate) {
        super(delegate);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new BoundedTime(delegate);
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (in.hasToken(JsonToken.VALUE_STRING) && in.getTextLength() > LONGEST) {
            throw new SerializationException(
                    "%s of %d characters (expected: ISO-8601 text)"
                            .formatted(handledType().getName(), in.getTextLength()));
        }
        if (in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            String text = in.getText();
            // compareTo looks at the magnitudes first: no exponent makes it expand a number.
            if (text.length() > LONGEST
                    || new BigDecimal(text).abs().compareTo(MOST) > 0
                    || new BigDecimal(text).scale() > LONGEST) {
                throw new SerializationException(
                        "%s: %s (expected: ISO-8601 text, or seconds that a long can hold)"
                                .formatted(
                                        handledType().getName(),
                                        text.substring(0, Math.min(100, text.length()))));
            }
        }
        return super.deserialize(in, context);
    }
}
