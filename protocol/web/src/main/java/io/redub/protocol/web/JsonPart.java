package io.redub.protocol.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value within a JSON text, found but not yet read: which bytes it takes. What is in it is read
 * later, as the type it is declared to have.
 */
public record JsonPart(byte[] text, int start, int end, Kind kind) {
    /** What JSON can say. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private static final int DEPTH = 500;

    /** Parts of one value that are told apart: arguments, calls of a batch. */
    public static final int MOST = 1000;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    // The body has a limit already.
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private interface Visit {
        void value(JsonParser in) throws IOException;
    }

    /**
     * The one value that a text is.
     *
     * @throws Refusal if it is none, says where
     */
    public static JsonPart of(byte[] text) {
        List<JsonPart> found = new ArrayList<>();
        parse(
                text,
                0,
                text.length,
                in -> {
                    JsonToken first = in.nextToken();
                    if (first == null) {
                        throw Refusal.malformed("JSON: the body is empty (expected: a value)");
                    }
                    found.add(part(text, 0, in));
                    if (in.nextToken() != null) {
                        throw Refusal.malformed(
                                "JSON, byte "
                                        + offset(in.currentTokenLocation().getByteOffset())
                                        + ": more behind the value (expected: the end)");
                    }
                });
        return found.get(0);
    }

    private static void parse(byte[] text, int start, int end, Visit visit) {
        try (JsonParser in = JSON.createParser(text, start, end - start)) {
            visit.value(in);
        } catch (JsonProcessingException e) {
            // What is beyond a bound of the parser has no place.
            JsonLocation place = e.getLocation();
            throw Refusal.malformed(
                    (place == null
                                    ? "JSON: "
                                    : "JSON, byte "
                                            + (start + Math.max(0, place.getByteOffset()))
                                            + ": ")
                            + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.malformed("JSON: " + e.getMessage());
        }
    }

    /** The value whose first token the parser has, which it leaves behind it. */
    private static JsonPart part(byte[] text, int base, JsonParser in) throws IOException {
        int from = offset(in.currentTokenLocation().getByteOffset());
        Kind kind =
                switch (in.currentToken()) {
                    case START_OBJECT -> Kind.OBJECT;
                    case START_ARRAY -> Kind.ARRAY;
                    case VALUE_STRING -> Kind.STRING;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
                    case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
                    default -> Kind.NULL;
                };
        in.skipChildren();
        in.finishToken();
        return new JsonPart(
                text, base + from, base + offset(in.currentLocation().getByteOffset()), kind);
    }

    private static int offset(long bytes) {
        if (bytes < 0) {
            throw Refusal.malformed("JSON in another encoding (expected: UTF-8)");
        }
        return (int) bytes;
    }

    /**
     * The items of an array.
     *
     * @throws Refusal if they are too many
     */
    public List<JsonPart> items() {
        List<JsonPart> items = new ArrayList<>();
        parse(
                text,
                start,
                end,
                in -> {
                    in.nextToken();
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        items.add(part(text, start, in));
                        demandFew(items.size());
                    }
                });
        return items;
    }

    /**
     * The values of an object by their names.
     *
     * @throws Refusal if they are too many
     */
    public Map<String, JsonPart> members() {
        Map<String, JsonPart> members = new LinkedHashMap<>();
        parse(
                text,
                start,
                end,
                in -> {
                    in.nextToken();
                    while (in.nextToken() != JsonToken.END_OBJECT) {
                        String name = in.currentName();
                        in.nextToken();
                        members.put(name, part(text, start, in));
                        demandFew(members.size());
                    }
                });
        return members;
    }

    /** Each takes many times the memory of its text. */
    private static void demandFew(int parts) {
        if (parts > MOST) {
            throw Refusal.malformed("JSON: more than " + MOST + " values side by side here");
        }
    }

    /** What a string, number or word says. */
    public String scalar() {
        String[] found = new String[1];
        parse(
                text,
                start,
                end,
                in -> {
                    in.nextToken();
                    found[0] = in.getText();
                });
        return found[0];
    }

    /** Appends it as one line: line ends within a JSON value are but blanks. */
    public void appendLine(ByteBuf out) {
        int from = out.writerIndex();
        out.writeBytes(text, start, end - start);
        for (int i = from; i < out.writerIndex(); i++) {
            if (out.getByte(i) == '\n') {
                out.setByte(i, ' ');
            }
        }
        out.writeByte('\n');
    }

    @Override
    public String toString() {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }
}
