package io.redub.protocol.http;

import io.redub.protocol.web.JsonPart;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.Texts;
import io.redub.serialize.SerializationException;
import io.redub.service.StatusCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which method a request means, and the arguments for it. Overloads are told apart by the number or
 * the names of the arguments, then by their kinds, then by which of them can be read; where several
 * are left, the request is refused and told how to say which.
 */
final class Arguments {
    private static final JsonPart NULL =
            new JsonPart("null".getBytes(StandardCharsets.US_ASCII), 0, 4, JsonPart.Kind.NULL);

    private final HttpService service;
    private final JsonValues values;

    Arguments(HttpService service, JsonValues values) {
        this.service = service;
        this.values = values;
    }

    /** A method with its arguments. */
    record Resolved(Operation operation, @Nullable Object[] arguments) {}

    /** A method with the parts that would be its arguments. */
    private record Fitting(Operation operation, List<JsonPart> parts) {}

    /**
     * @param signature the joined descriptors of the parameters, if the caller says them
     * @param given an array, by position, or an object, by name; null: nothing
     * @throws Refusal if there is no such method, or the arguments do not fit
     */
    Resolved resolve(String method, @Nullable String signature, @Nullable JsonPart given) {
        List<Operation> named = named(method, signature);
        if (given == null) {
            return read(byPosition(named, List.of()));
        }
        return switch (given.kind()) {
            case ARRAY -> read(byPosition(named, given.items()));
            case OBJECT -> read(byName(named, given.members()));
            default ->
                    throw Refusal.malformed(
                            "the arguments are a "
                                    + given.kind().name().toLowerCase(java.util.Locale.ROOT)
                                    + " (expected: an array of them, or an object of them by"
                                    + " name)");
        };
    }

    /** From the query of a request: texts stand as they are, other values as JSON. */
    Resolved resolve(String method, @Nullable String signature, Map<String, List<String>> query) {
        List<Fitting> fitting = new ArrayList<>();
        List<Operation> named = named(method, signature);
        for (Operation operation : named) {
            Map<String, JsonPart> given = new LinkedHashMap<>();
            query.forEach(
                    (name, texts) -> {
                        if (texts.size() > 1) {
                            throw Refusal.malformed("the query has '" + name + "' more than once");
                        }
                        int index = operation.names().indexOf(name);
                        if (index >= 0) {
                            Class<?> type = operation.method().parameterClasses().get(index);
                            given.put(name, QueryText.part(texts.get(0), type));
                        }
                    });
            if (given.size() == query.size()) {
                List<JsonPart> parts = inOrder(operation, given);
                if (parts != null) {
                    fitting.add(new Fitting(operation, parts));
                }
            }
        }
        if (fitting.isEmpty()) {
            throw unfit(named, "by the names " + names(query.keySet()));
        }
        return read(fitting);
    }

    private List<Operation> named(String method, @Nullable String signature) {
        List<Operation> all = service.named(method);
        if (all.isEmpty()) {
            throw new Refusal(
                    404,
                    StatusCode.METHOD_NOT_FOUND,
                    "service "
                            + service.key()
                            + " has no method '"
                            + Texts.shown(method)
                            + "' (it has: "
                            + service.methodNames()
                            + ")");
        }
        if (signature == null) {
            return all;
        }
        List<Operation> exact =
                all.stream().filter(each -> each.method().descriptor().equals(signature)).toList();
        if (exact.isEmpty()) {
            throw new Refusal(
                    404,
                    StatusCode.METHOD_NOT_FOUND,
                    service.key()
                            + " has no "
                            + method
                            + " with parameters '"
                            + Texts.shown(signature)
                            + "' (it has: "
                            + Operation.signatures(all)
                            + ")");
        }
        return exact;
    }

    private static List<Fitting> byPosition(List<Operation> named, List<JsonPart> items) {
        List<Fitting> fitting = new ArrayList<>();
        for (Operation operation : named) {
            if (operation.names().size() == items.size()) {
                fitting.add(new Fitting(operation, items));
            }
        }
        if (fitting.isEmpty()) {
            throw unfit(named, items.size() + (items.size() == 1 ? " argument" : " arguments"));
        }
        return fitting;
    }

    private static List<Fitting> byName(List<Operation> named, Map<String, JsonPart> members) {
        List<Fitting> fitting = new ArrayList<>();
        for (Operation operation : named) {
            if (operation.names().containsAll(members.keySet())) {
                List<JsonPart> parts = inOrder(operation, members);
                if (parts != null) {
                    fitting.add(new Fitting(operation, parts));
                }
            }
        }
        if (fitting.isEmpty()) {
            throw unfit(named, "arguments by the names " + names(members.keySet()));
        }
        // One that takes exactly these is meant rather than one with more.
        List<Fitting> exact =
                fitting.stream()
                        .filter(each -> each.operation.names().size() == members.size())
                        .toList();
        return exact.isEmpty() ? fitting : exact;
    }

    /** What is missing is null; null if that cannot be. */
    private static @Nullable List<JsonPart> inOrder(
            Operation operation, Map<String, JsonPart> members) {
        List<JsonPart> parts = new ArrayList<>();
        for (int i = 0; i < operation.names().size(); i++) {
            JsonPart part = members.get(operation.names().get(i));
            if (part == null && operation.method().parameterClasses().get(i).isPrimitive()) {
                return null;
            }
            parts.add(part == null ? NULL : part);
        }
        return parts;
    }

    private static String names(Set<String> names) {
        return names.stream().limit(20).map(Texts::shown).collect(Collectors.joining(", "));
    }

    private static Refusal unfit(List<Operation> named, String got) {
        return Refusal.malformed(
                got + " do not fit (expected: " + Operation.signatures(named) + ")");
    }

    private Resolved read(List<Fitting> fitting) {
        if (fitting.size() == 1) {
            return read(fitting.get(0));
        }
        List<Fitting> ofKind = fitting.stream().filter(Arguments::isOfKind).toList();
        if (ofKind.size() == 1) {
            return read(ofKind.get(0));
        }
        List<Resolved> readable = new ArrayList<>();
        Set<String> problems = new TreeSet<>();
        for (Fitting each : ofKind) {
            try {
                readable.add(read(each));
            } catch (Refusal unfit) {
                problems.add(unfit.text());
            }
        }
        if (readable.size() == 1) {
            return readable.get(0);
        }
        List<Operation> operations = fitting.stream().map(Fitting::operation).toList();
        throw readable.isEmpty()
                ? Refusal.malformed(
                        "the arguments fit none of "
                                + Operation.signatures(operations)
                                + (problems.isEmpty() ? "" : ": " + String.join("; ", problems)))
                : Refusal.malformed(
                        "the arguments fit several methods: "
                                + Operation.signatures(operations)
                                + " (say which in the header "
                                + HttpDialect.SIGNATURE
                                + ", such as "
                                + operations.get(0).method().descriptor()
                                + ")");
    }

    private static boolean isOfKind(Fitting fitting) {
        List<Class<?>> types = fitting.operation.method().parameterClasses();
        for (int i = 0; i < types.size(); i++) {
            if (!isOfKind(fitting.parts.get(i).kind(), types.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfKind(JsonPart.Kind kind, Class<?> type) {
        boolean number =
                Number.class.isAssignableFrom(type)
                        || type.isPrimitive() && type != boolean.class && type != char.class;
        boolean truth = type == boolean.class || type == Boolean.class;
        boolean many =
                type.isArray() && type != byte[].class && type != char[].class
                        || Collection.class.isAssignableFrom(type);
        boolean text =
                CharSequence.class.isAssignableFrom(type)
                        || type.isEnum()
                        || type == char.class
                        || type == Character.class;
        if (type == Object.class) {
            return true;
        }
        return switch (kind) {
            case NULL -> !type.isPrimitive();
            case NUMBER -> number || !truth && !many && !text && !Map.class.isAssignableFrom(type);
            case BOOLEAN -> truth;
            case ARRAY -> many || type.isArray() || !number && !truth && !text;
            case STRING -> !number && !truth && !many;
            case OBJECT -> !number && !truth && !many && !text;
        };
    }

    private Resolved read(Fitting fitting) {
        Operation operation = fitting.operation;
        @Nullable Object[] arguments = new Object[operation.parameters().length];
        int[] reading = new int[1];
        try {
            values.read(fitting.parts, operation.parameters(), service.types(), arguments, reading);
        } catch (SerializationException e) {
            int index = reading[0];
            throw Refusal.malformed(
                    "argument "
                            + index
                            + " '"
                            + operation.names().get(index)
                            + "' of "
                            + operation.signature()
                            + ": "
                            + JsonValues.reason(e));
        }
        return new Resolved(operation, arguments);
    }
}
