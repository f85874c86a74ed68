package io.redub.protocol.web;

import io.redub.serialize.SerializationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attachments as a JSON object: text, numbers, booleans. */
public final class JsonAttachments implements AttachmentForm {
    public static final JsonAttachments FORM = new JsonAttachments();

    private static final String HEADER = "x-redub-attachments";

    private JsonAttachments() {}

    @Override
    public String header() {
        return HEADER;
    }

    @Override
    public Map<String, Object> read(String written) {
        JsonPart all = JsonPart.of(written.getBytes(StandardCharsets.UTF_8));
        if (all.kind() != JsonPart.Kind.OBJECT) {
            throw Refusal.malformed("header " + HEADER + " (expected: a JSON object)");
        }
        Map<String, Object> attachments = new LinkedHashMap<>();
        all.members()
                .forEach(
                        (name, part) -> {
                            Object value = value(part);
                            if (value != null) {
                                attachments.put(name, value);
                            }
                        });
        return attachments;
    }

    private static @Nullable Object value(JsonPart part) {
        String text =
                switch (part.kind()) {
                    case OBJECT, ARRAY ->
                            throw Refusal.malformed(
                                    "header "
                                            + HEADER
                                            + ": a container (expected: text, numbers, booleans)");
                    default -> part.scalar();
                };
        try {
            return switch (part.kind()) {
                case NULL -> null;
                case BOOLEAN -> text.equals("true");
                case NUMBER -> number(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw Refusal.malformed("header " + HEADER + ": " + Texts.shown(text));
        }
    }

    private static Object number(String text) {
        if (!text.matches("-?[0-9]+")) {
            return Double.valueOf(text);
        }
        long value = Long.parseLong(text);
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    @Override
    public String write(Map<String, Object> attachments) {
        StringBuilder json = new StringBuilder("{");
        attachments.forEach(
                (name, value) -> {
                    json.append(json.length() == 1 ? "" : ",").append(Texts.quoted(name));
                    json.append(':').append(json(name, value));
                });
        return json.append('}').toString();
    }

    private static String json(String name, Object value) {
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            return value.toString();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return value.toString();
        } else if (value instanceof CharSequence) {
            return Texts.quoted(value.toString());
        }
        throw new SerializationException(
                "attachment '"
                        + name
                        + "' is a "
                        + value.getClass().getName()
                        + " (expected over http: text, a number or a boolean)");
    }
}
