package io.redub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a person wrote into a setting: objects become maps, arrays lists, numbers {@link
 * Long} or {@link BigDecimal}. No deeper than {@value #DEPTH}.
 */
final class JsonText {
    private static final int DEPTH = 100;
    private static final int LONGEST_NUMBER = 400;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .build())
                    .build();

    private JsonText() {}

    /**
     * The one value that the text is.
     *
     * @throws IllegalArgumentException saying where something else was expected
     */
    static @Nullable Object read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Object value = value(json);
            if (json.nextToken() != null) {
                throw unexpected(json, "the end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "JSON, character "
                            + e.getLocation().getColumnNr()
                            + ": "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("JSON: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw unexpected(json, "a value");
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> {
                if (!isNumber(json.getText())) {
                    throw unexpected(json, "a value");
                }
                yield number(json.getText());
            }
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            map.put(name, value(json));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(json));
        }
        return list;
    }

    /** Whether JSON would have it as a number; longer ones than anybody writes are none. */
    static boolean isNumber(String word) {
        return word.length() <= LONGEST_NUMBER
                && word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    }

    static Object number(String word) {
        BigDecimal value = new BigDecimal(word);
        boolean whole = word.matches("-?[0-9]{1,18}");
        return whole ? (Object) value.longValueExact() : value;
    }

    private static IllegalArgumentException unexpected(JsonParser json, String wanted)
            throws IOException {
        String got = json.currentToken() == null ? "the end" : "'" + json.getText() + "'";
        return new IllegalArgumentException(
                "JSON, character "
                        + json.currentLocation().getColumnNr()
                        + ": "
                        + got
                        + " (expected: "
                        + wanted
                        + ")");
    }
}
