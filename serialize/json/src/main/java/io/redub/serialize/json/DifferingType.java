package io.redub.serialize.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.WritableTypeId;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeSerializer;
import java.io.IOException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the class of a value unless it is the one that a reader takes anyway. */
final class DifferingType extends AsPropertyTypeSerializer {
    private final Class<?> declared;

    DifferingType(TypeIdResolver names, Class<?> declared) {
        this(names, declared, null);
    }

    private DifferingType(
            TypeIdResolver names, Class<?> declared, @Nullable BeanProperty property) {
        super(names, property, TypeNames.PROPERTY);
        this.declared = declared;
    }

    @Override
    public DifferingType forProperty(@Nullable BeanProperty property) {
        return property == _property ? this : new DifferingType(_idResolver, declared, property);
    }

    @Override
    public JsonTypeInfo.As getTypeInclusion() {
        return JsonTypeInfo.As.PROPERTY;
    }

    private boolean understood(WritableTypeId id) {
        Object value = id.forValue;
        if (value instanceof Map<?, ?> map && map.containsKey(TypeNames.PROPERTY)) {
            // A reader would take that for the name of its class.
            return false;
        }
        if (value != null && declared == Date.class) {
            return value.getClass() == Date.class;
        }
        return value != null
                && id.valueShape == JsonToken.START_OBJECT
                && WireClasses.of(value)
                        == (declared == Object.class ? LinkedHashMap.class : declared);
    }

    @Override
    public WritableTypeId writeTypePrefix(JsonGenerator out, WritableTypeId id) throws IOException {
        if (understood(id)) {
            if (id.valueShape == JsonToken.START_OBJECT) {
                out.writeStartObject(id.forValue);
            }
            return id;
        }
        return super.writeTypePrefix(out, id);
    }

    @Override
    public WritableTypeId writeTypeSuffix(JsonGenerator out, WritableTypeId id) throws IOException {
        if (understood(id)) {
            if (id.valueShape == JsonToken.START_OBJECT) {
                out.writeEndObject();
            }
            return id;
        }
        return super.writeTypeSuffix(out, id);
    }
}
