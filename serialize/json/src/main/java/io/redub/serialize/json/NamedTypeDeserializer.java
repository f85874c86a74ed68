package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a value as the class that it names, or else as one that its declaration implies. */
final class NamedTypeDeserializer extends AsPropertyTypeDeserializer {
    private static final long serialVersionUID = 1L;

    NamedTypeDeserializer(
            JavaType base, TypeIdResolver names, String property, @Nullable JavaType unnamed) {
        super(base, names, property, false, unnamed);
    }

    private NamedTypeDeserializer(NamedTypeDeserializer from, BeanProperty property) {
        super(from, property);
    }

    @Override
    public TypeDeserializer forProperty(BeanProperty property) {
        return property == _property ? this : new NamedTypeDeserializer(this, property);
    }

    @Override
    public Object deserializeTypedFromAny(JsonParser in, DeserializationContext context)
            throws IOException {
        if (in.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && Double.isInfinite(in.getDoubleValue())) {
            throw new SerializationException(
                    "a number of undeclared type that no double can hold: " + in.getText());
        }
        return super.deserializeTypedFromAny(in, context);
    }
}
