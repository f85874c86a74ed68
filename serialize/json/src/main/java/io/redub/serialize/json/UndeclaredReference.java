package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses an Optional or the like where nothing tells a reader that it is one. */
final class UndeclaredReference extends JsonSerializer<Object> implements ContextualSerializer {
    private final JsonSerializer<Object> delegate;

    @SuppressWarnings("unchecked")
    UndeclaredReference(JsonSerializer<?> delegate) {
        this.delegate = (JsonSerializer<Object>) delegate;
    }

    @Override
    public JsonSerializer<?> createContextual(
            SerializerProvider provider, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonSerializer<?> contextual =
                provider.handleSecondaryContextualization(delegate, property);
        return contextual == delegate ? this : new UndeclaredReference(contextual);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Object value) {
        return delegate.isEmpty(provider, value);
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        delegate.serialize(value, out, provider);
    }

    @Override
    public void serializeWithType(
            Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type) {
        throw new SerializationException(
                "a %s where its class is not declared would come back as its content: declare it, or send the content"
                        .formatted(value.getClass().getName()));
    }
}
