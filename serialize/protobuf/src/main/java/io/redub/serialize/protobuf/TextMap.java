package io.redub.serialize.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.redub.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The message {@code map<string, string> attachments = 1}, in which attachments travel. */
final class TextMap {
    private static final int ENTRY = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private TextMap() {}

    static byte[] bytes(Map<String, ?> map) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Map.Entry<String, ?> entry : map.entrySet()) {
                if (!(entry.getValue() instanceof String text)) {
                    throw new SerializationException(
                            "attachment %s is a %s (expected: String, as protobuf carries no others)"
                                    .formatted(
                                            entry.getKey(),
                                            entry.getValue() == null
                                                    ? "null"
                                                    : entry.getValue().getClass().getName()));
                }
                out.writeTag(ENTRY, 2);
                out.writeUInt32NoTag(
                        CodedOutputStream.computeStringSize(KEY, entry.getKey())
                                + CodedOutputStream.computeStringSize(VALUE, text));
                out.writeString(KEY, entry.getKey());
                out.writeString(VALUE, text);
            }
            out.flush();
        } catch (IOException e) {
            throw new SerializationException("cannot write attachments: " + e, e);
        }
        return bytes.toByteArray();
    }

    static Map<String, Object> read(CodedInputStream in) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(ENTRY)) {
                int limit = in.pushLimit(in.readRawVarint32());
                readEntry(in, map);
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
        return map;
    }

    private static void readEntry(CodedInputStream in, Map<String, Object> map) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(KEY)) {
                key = in.readStringRequireUtf8();
            } else if (tag == tag(VALUE)) {
                value = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        map.put(key, value);
    }

    /** Of a field with a length in front. */
    static int tag(int field) {
        return field << 3 | 2;
    }
}
