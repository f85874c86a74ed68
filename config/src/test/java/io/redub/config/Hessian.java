package io.redub.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Values of hessian2 written by hand, also such that no honest writer makes. */
final class Hessian {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int definitions;

    static byte[] bytes(Consumer<Hessian> content) {
        Hessian hessian = new Hessian();
        content.accept(hessian);
        return hessian.out.toByteArray();
    }

    Hessian raw(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    Hessian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Hessian text(String text) {
        out.writeBytes(RawPeer.string(text));
        return this;
    }

    Hessian number(int value) {
        out.write('I');
        out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
        return this;
    }

    Hessian nothing() {
        return raw('N');
    }

    Hessian end() {
        return raw('Z');
    }

    /** An object up to its fields, whose values come next; up to 16 classes in a message. */
    Hessian object(String type, String... fields) {
        raw('C').text(type).number(fields.length);
        for (String field : fields) {
            text(field);
        }
        return raw(0x60 + definitions++);
    }

    /** A list of up to 7 items, which come next. */
    Hessian list(int size) {
        return raw(0x78 + size);
    }

    Hessian typedList(String type, int size) {
        return raw(0x70 + size).text(type);
    }

    /** A map up to its {@link #end()}. */
    Hessian map() {
        return raw('H');
    }

    Hessian typedMap(String type) {
        return raw('M').text(type);
    }

    /** Every form in which a message can ask for a class, by what it is. */
    static Map<String, Consumer<Hessian>> askingFor(String type) {
        Map<String, Consumer<Hessian>> forms = new LinkedHashMap<>();
        forms.put("object", h -> h.object(type));
        forms.put(
                "object with fields",
                h ->
                        h.object(type, "command", "dataSourceName", "autoCommit", "name")
                                .text("x")
                                .text("ldap://127.0.0.1:1/x")
                                .raw('T')
                                .text("x"));
        forms.put("handle of a text", h -> h.object(type, "value").text("x"));
        forms.put("array", h -> h.typedList("[" + type, 0));
        forms.put("array of arrays", h -> h.typedList("[[" + type, 1).nothing());
        forms.put("class", h -> h.object("java.lang.Class", "name").text(type));
        forms.put("array class", h -> h.object("java.lang.Class", "name").text("[" + type));
        forms.put(
                "enum set",
                h ->
                        h.object("java.util.EnumSet$SerializationProxy", "elementType", "elements")
                                .object("java.lang.Class", "name")
                                .text(type)
                                .list(0));
        forms.put("in a list", h -> h.list(2).text("a").object(type));
        forms.put("in a typed list", h -> h.typedList("java.util.TreeSet", 1).object(type));
        forms.put("in a queue", h -> h.typedList("java.util.PriorityQueue", 1).object(type));
        forms.put("key of a map", h -> h.map().object(type).text("v").end());
        forms.put(
                "key of a tree", h -> h.typedMap("java.util.TreeMap").object(type).text("v").end());
        forms.put("value of a map", h -> h.map().text("k").object(type).end());
        forms.put("key in a key", h -> h.map().map().object(type).text("v").end().text("v").end());
        forms.put(
                "in a holder",
                h ->
                        h.object("java.util.concurrent.atomic.AtomicReference", "value")
                                .object(type, "name")
                                .nothing());
        forms.put(
                "cause of an exception",
                h ->
                        h.object(
                                        "java.lang.IllegalStateException",
                                        "detailMessage",
                                        "cause",
                                        "stackTrace",
                                        "suppressedExceptions")
                                .text("m")
                                .object(type, "command")
                                .text("x")
                                .nothing()
                                .nothing());
        return forms;
    }

    /**
     * Forms that name a class only as a hint: what can be read without it is read, as plain lists
     * and maps.
     */
    static Map<String, Consumer<Hessian>> hintingAt(String type) {
        Map<String, Consumer<Hessian>> forms = new LinkedHashMap<>();
        forms.put("typed map", h -> h.typedMap(type).text("command").text("x").end());
        forms.put("typed list", h -> h.typedList(type, 1).text("x"));
        forms.put(
                "unknown exception",
                h ->
                        h.object(type, "detailMessage", "stackTrace", "cause")
                                .text("m")
                                .nothing()
                                .raw('Q', 0x90));
        return forms;
    }
}
