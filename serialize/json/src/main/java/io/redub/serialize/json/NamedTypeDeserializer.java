package io.redub.serialize.json;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
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
}
