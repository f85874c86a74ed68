package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a throwable of what {@link ThrowableWriter} wrote; one whose class is not admitted, or
 * cannot be made, is an {@link UnknownThrowable}.
 */
final class ThrowableReader extends StdDeserializer<Throwable> {
    private static final long serialVersionUID = 1L;

    ThrowableReader(Class<?> declared) {
        super(declared);
    }

    @Override
    public Throwable deserialize(JsonParser in, DeserializationContext context) throws IOException {
        Throwable made = read(in, context);
        if (!_valueClass.isInstance(made)) {
            throw new SerializationException(
                    "got a %s (expected: %s)".formatted(made, _valueClass.getName()));
        }
        return made;
    }

    private static Throwable read(JsonParser in, DeserializationContext context)
            throws IOException {
        if (!in.isExpectedStartObjectToken()) {
            throw new SerializationException("a throwable is no object");
        }
        String name = "?";
        String message = null;
        StackTraceElement[] trace = {};
        Throwable cause = null;
        List<Throwable> suppressed = new ArrayList<>();
        Map<String, TokenBuffer> fields = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case TypeNames.PROPERTY -> name = in.getText();
                case "message" -> message = in.getText();
                case "stackTrace" -> trace = frames(in);
                case "cause" -> cause = read(in, context);
                case "suppressed" -> {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        suppressed.add(read(in, context));
                    }
                }
                case "fields" -> {
                    while (in.nextToken() == JsonToken.FIELD_NAME) {
                        String each = in.currentName();
                        in.nextToken();
                        fields.put(each, context.bufferAsCopyOfValue(in));
                    }
                }
                default -> in.skipChildren();
            }
        }
        Throwable made = make(name, message, cause, context);
        made.setStackTrace(trace);
        suppressed.forEach(made::addSuppressed);
        fill(made, fields, context);
        return made;
    }

    private static Throwable make(
            String name,
            @Nullable String message,
            @Nullable Throwable cause,
            DeserializationContext context) {
        AllowedTypes types = (AllowedTypes) context.getAttribute(Mappers.WORLD);
        Class<?> found = types.find(name);
        Throwable made =
                found == null || !Throwable.class.isAssignableFrom(found)
                        ? null
                        : ThrowableMaker.make(found, message);
        if (made == null) {
            made = new UnknownThrowable(name, message);
        }
        if (cause != null && made.getCause() == null) {
            try {
                made.initCause(cause);
            } catch (IllegalStateException fixed) {
                // Its class says that it never has one.
                made.addSuppressed(cause);
            }
        }
        return made;
    }

    private static void fill(
            Throwable made, Map<String, TokenBuffer> values, DeserializationContext context)
            throws IOException {
        for (Field field : ThrowableFields.of(made.getClass())) {
            TokenBuffer value = values.get(field.getName());
            if (value == null || made instanceof UnknownThrowable) {
                continue;
            }
            try (JsonParser in = value.asParserOnFirstToken()) {
                if (in.currentToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                field.set(
                        made, context.readValue(in, context.constructType(field.getGenericType())));
            } catch (IllegalAccessException e) {
                throw new IOException("cannot set " + field, e);
            }
        }
    }

    private static StackTraceElement[] frames(JsonParser in) throws IOException {
        List<StackTraceElement> frames = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_ARRAY) {
            String loader = in.nextTextValue();
            String module = in.nextTextValue();
            String version = in.nextTextValue();
            String type = in.nextTextValue();
            String method = in.nextTextValue();
            String file = in.nextTextValue();
            int line = in.nextIntValue(-1);
            frames.add(
                    new StackTraceElement(
                            loader,
                            module,
                            version,
                            type == null ? "?" : type,
                            method == null ? "?" : method,
                            file,
                            line));
            while (in.currentToken() != JsonToken.END_ARRAY && in.currentToken() != null) {
                in.nextToken();
            }
        }
        return frames.toArray(StackTraceElement[]::new);
    }
}
