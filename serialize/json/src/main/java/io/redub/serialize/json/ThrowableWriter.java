package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.redub.serialize.WireNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A throwable as its class, message, trace, causes, and the fields that users' classes add. */
final class ThrowableWriter extends StdSerializer<Throwable> {
    private static final long serialVersionUID = 1L;

    ThrowableWriter() {
        super(Throwable.class);
    }

    @Override
    public void serialize(Throwable thrown, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        write(thrown, out, provider, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    @Override
    public void serializeWithType(
            Throwable thrown, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(thrown, out, provider);
    }

    private static void write(
            Throwable thrown, JsonGenerator out, SerializerProvider provider, Set<Throwable> seen)
            throws IOException {
        seen.add(thrown);
        out.writeStartObject();
        out.writeStringField(TypeNames.PROPERTY, WireNames.installed().nameOf(thrown.getClass()));
        out.writeStringField("message", thrown.getMessage());
        out.writeArrayFieldStart("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            out.writeStartArray();
            out.writeString(frame.getClassLoaderName());
            out.writeString(frame.getModuleName());
            out.writeString(frame.getModuleVersion());
            out.writeString(frame.getClassName());
            out.writeString(frame.getMethodName());
            out.writeString(frame.getFileName());
            out.writeNumber(frame.getLineNumber());
            out.writeEndArray();
        }
        out.writeEndArray();
        Throwable cause = thrown.getCause();
        if (cause != null && !seen.contains(cause)) {
            out.writeFieldName("cause");
            write(cause, out, provider, seen);
        }
        if (thrown.getSuppressed().length > 0) {
            out.writeArrayFieldStart("suppressed");
            for (Throwable each : thrown.getSuppressed()) {
                if (!seen.contains(each)) {
                    write(each, out, provider, seen);
                }
            }
            out.writeEndArray();
        }
        out.writeObjectFieldStart("fields");
        for (Field field : ThrowableFields.of(thrown.getClass())) {
            out.writeFieldName(field.getName());
            writeField(thrown, field, out, provider);
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeField(
            Throwable thrown, Field field, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        Object value;
        try {
            value = field.get(thrown);
        } catch (IllegalAccessException e) {
            throw new IOException("cannot read " + field, e);
        }
        if (value == null) {
            out.writeNull();
        } else {
            provider.findTypedValueSerializer(
                            provider.constructType(field.getGenericType()), true, null)
                    .serialize(value, out, provider);
        }
    }
}
