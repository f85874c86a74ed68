package io.redub.serialize.java;

import io.netty.buffer.ByteBuf;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an object stream before any of it is made: names of classes, nesting, claimed
 * sizes, and the work that hash codes would be. The grammar is that of the Java Object
 * Serialization Specification, chapter 6, without what no peer sends: resets, proxies, aborted
 * streams.
 */
final class StreamScan {
    /** Deeper streams would overflow the stack of the thread that reads them. */
    static final int DEEPEST = 500;

    private static final int NULL = 0x70;
    private static final int REFERENCE = 0x71;
    private static final int CLASS_DESCRIPTION = 0x72;
    private static final int OBJECT = 0x73;
    private static final int STRING = 0x74;
    private static final int ARRAY = 0x75;
    private static final int CLASS = 0x76;
    private static final int BLOCK = 0x77;
    private static final int END_BLOCK = 0x78;
    private static final int LONG_BLOCK = 0x7a;
    private static final int LONG_STRING = 0x7c;
    private static final int PROXY = 0x7d;
    private static final int ENUM = 0x7e;
    private static final int FIRST_HANDLE = 0x7e0000;
    private static final int HEADER = 4;

    private static final int WRITTEN = 1;
    private static final int SERIALIZABLE = 2;
    private static final int EXTERNAL = 4;
    private static final int BLOCKS = 8;
    private static final int CONSTANT = 16;

    /** What ObjectOutputStream says of classes; what it never says is read in more than one way. */
    private static final Set<Integer> KINDS =
            Set.of(
                    0,
                    SERIALIZABLE,
                    SERIALIZABLE | WRITTEN,
                    SERIALIZABLE | CONSTANT,
                    EXTERNAL | BLOCKS);

    private static final int MOST_FIELDS = Short.MAX_VALUE;

    /** Maps whose keys are every other thing they wrote. */
    private static final Set<String> HASH_MAPS =
            Set.of(
                    "java.util.HashMap",
                    "java.util.Hashtable",
                    "java.util.concurrent.ConcurrentHashMap");

    private static final Set<String> HASH_SETS = Set.of("java.util.HashSet", "java.util.CollSer");

    /** In its buckets all keys are compared one by one, whatever they are. */
    private static final String CHAINED = "java.util.Hashtable";

    /** One thing at the outermost level: what it is, and the first class in it that is unknown. */
    record Item(@Nullable Object content, @Nullable String unknown) {}

    private final ByteBuf in;
    private final int start;
    private final AllowedTypes types;
    private final ReadLimits limits;
    private final List<@Nullable Object> handles = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private int at;
    private final int end;
    private int depth;
    private long elements;
    private int charges;
    private final long deadlineNanos;
    private int descriptions;
    private @Nullable String unknown;

    private StreamScan(ByteBuf in, int start, AllowedTypes types) {
        this.in = in;
        this.start = start;
        this.at = start + HEADER;
        this.end = in.writerIndex();
        this.types = types;
        this.limits = types.limits();
        this.deadlineNanos = System.nanoTime() + limits.time().toNanos();
        if (end - start > limits.bytes()) {
            throw limits.exceeded(Bound.BYTES, types);
        }
    }

    /**
     * The objects of a stream that goes from {@code start} to the end of {@code in}.
     *
     * @throws SerializationException if it is malformed or beyond the limits
     */
    static List<Item> of(ByteBuf in, int start, AllowedTypes types) {
        StreamScan scan = new StreamScan(in, start, types);
        while (scan.at < scan.end) {
            if (!scan.skippedBlock()) {
                scan.unknown = null;
                Object content = scan.content();
                scan.items.add(new Item(content, scan.unknown));
            }
        }
        return scan.items;
    }

    // ---- bytes

    private SerializationException malformed(String what) {
        return new SerializationException(
                "not a Java object stream at byte %d: %s".formatted(at - start, what));
    }

    private int take(long count) {
        if (count < 0 || count > end - at) {
            throw malformed("it breaks off");
        }
        int from = at;
        at += (int) count;
        return from;
    }

    private int u1() {
        return in.getUnsignedByte(take(1));
    }

    private int u2() {
        return in.getUnsignedShort(take(2));
    }

    private int i4() {
        return in.getInt(take(4));
    }

    /** Exactly as ObjectInputStream reads it, so that no name is another one to it. */
    private String text(long length) {
        int from = take(length);
        char[] chars = new char[(int) length];
        int size = 0;
        for (int i = from; i < at; ) {
            int first = in.getByte(i++);
            int more = first >= 0 ? 0 : (first & 0xe0) == 0xc0 ? 1 : (first & 0xf0) == 0xe0 ? 2 : 9;
            if (more > at - i) {
                throw malformed("a text that is none");
            }
            int code = more == 0 ? first : first & (more == 1 ? 0x1f : 0x0f);
            for (; more > 0; more--) {
                int next = in.getByte(i++);
                if ((next & 0xc0) != 0x80) {
                    throw malformed("a text that is none");
                }
                code = code << 6 | next & 0x3f;
            }
            chars[size++] = (char) code;
        }
        return new String(chars, 0, size);
    }

    private boolean skippedBlock() {
        int tag = at < end ? in.getUnsignedByte(at) : -1;
        if (tag == BLOCK) {
            at++;
            take(u1());
            return true;
        } else if (tag == LONG_BLOCK) {
            at++;
            take(i4());
            return true;
        }
        return false;
    }

    // ---- contents

    private void enter() {
        if (++depth > limits.depth()) {
            throw limits.exceeded(Bound.DEPTH, types);
        } else if (depth > DEEPEST) {
            throw malformed("nested deeper than %d levels".formatted(DEEPEST));
        }
    }

    private void charge(long count) {
        elements += count;
        if (elements > limits.elements()) {
            throw limits.exceeded(Bound.ELEMENTS, types);
        }
        if ((++charges & 0xfff) == 0 && System.nanoTime() - deadlineNanos > 0) {
            throw limits.exceeded(Bound.TIME, types);
        }
    }

    private int handle(@Nullable Object value) {
        if (handles.size() >= limits.references()) {
            throw limits.exceeded(Bound.REFERENCES, types);
        }
        handles.add(value);
        return handles.size() - 1;
    }

    /** A {@link StreamNode}, a text, a {@link ClassLayout}, or null. */
    private @Nullable Object content() {
        charge(1);
        int tag = u1();
        return switch (tag) {
            case NULL -> null;
            case REFERENCE -> reference();
            case STRING -> string(u2());
            case LONG_STRING -> string(in.getLong(take(8)));
            case OBJECT -> object();
            case ARRAY -> array();
            case ENUM -> enumConstant();
            case CLASS -> {
                StreamNode made = node(description());
                handle(made);
                yield made;
            }
            case CLASS_DESCRIPTION -> newDescription();
            case PROXY ->
                    throw new SerializationException(
                            "a proxy at byte %d of a message of %s; proxies are never admitted"
                                    .formatted(at - 1 - start, types.owner()));
            default -> throw malformed("unknown tag 0x%02x".formatted(tag));
        };
    }

    private @Nullable Object reference() {
        int number = i4() - FIRST_HANDLE;
        if (number < 0 || number >= handles.size()) {
            throw malformed("a reference to nothing");
        }
        Object found = handles.get(number);
        if (found instanceof StreamNode node) {
            note(node.layout);
        }
        return found;
    }

    private String string(long length) {
        String text = text(length);
        handle(text);
        return text;
    }

    private void note(ClassLayout layout) {
        ClassLayout missing = layout.notAdmitted();
        if (missing != null && unknown == null) {
            unknown = missing.name();
        }
    }

    private StreamNode node(@Nullable ClassLayout layout) {
        if (layout == null) {
            throw malformed("an object without a class");
        }
        note(layout);
        return new StreamNode(layout);
    }

    private @Nullable ClassLayout description() {
        int tag = u1();
        if (tag == NULL) {
            return null;
        } else if (tag == REFERENCE) {
            if (reference() instanceof ClassLayout layout) {
                return layout;
            }
            throw malformed("a class that is none");
        } else if (tag == CLASS_DESCRIPTION) {
            return newDescription();
        } else if (tag == PROXY) {
            throw new SerializationException(
                    "a proxy at byte %d of a message of %s; proxies are never admitted"
                            .formatted(at - 1 - start, types.owner()));
        }
        throw malformed("unknown tag 0x%02x of a class".formatted(tag));
    }

    private ClassLayout newDescription() {
        enter();
        if (++descriptions > limits.classDefinitions()) {
            throw limits.exceeded(Bound.CLASSES, types);
        }
        String name = text(u2());
        take(8);
        int place = handle(null);
        int flags = u1();
        if (!KINDS.contains(flags)) {
            throw malformed("a class of the unknown kind 0x%02x".formatted(flags));
        }
        int count = u2();
        if (count > MOST_FIELDS) {
            throw malformed("a class of %d fields".formatted(count));
        }
        List<ClassLayout.Field> fields = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            char code = (char) u1();
            fields.add(new ClassLayout.Field(code, text(u2())));
            if (code == 'L' || code == '[') {
                content();
            }
        }
        annotations(null);
        ClassLayout parent = description();
        ClassLayout made =
                new ClassLayout(
                        name,
                        fields,
                        (flags & WRITTEN) != 0,
                        (flags & EXTERNAL) != 0,
                        Admission.find(name, types),
                        parent);
        handles.set(place, made);
        depth--;
        return made;
    }

    /** What a class wrote itself, up to the end mark. */
    private void annotations(@Nullable StreamNode into) {
        while (true) {
            if (skippedBlock()) {
                continue;
            }
            if (at < end && in.getUnsignedByte(at) == END_BLOCK) {
                at++;
                return;
            }
            Object content = content();
            if (into != null) {
                into.children.add(hashed(content));
            }
        }
    }

    /** An array in a container has a hash code of its own, whatever it holds. */
    private static @Nullable Object hashed(@Nullable Object item) {
        return item instanceof StreamNode node && node.layout.isArray() ? null : item;
    }

    private StreamNode enumConstant() {
        StreamNode made = node(description());
        handle(made);
        content();
        return made;
    }

    private StreamNode array() {
        enter();
        StreamNode made = node(description());
        handle(made);
        int length = i4();
        Class<?> type = made.layout.type();
        if (type != null && !type.isArray()) {
            throw malformed("an array of the class %s, which is none".formatted(type.getName()));
        }
        if (type == null || !type.getComponentType().isPrimitive()) {
            for (int i = 0; i < length; i++) {
                made.children.add(hashed(content()));
            }
        } else {
            take((long) length * width(made.layout.name().charAt(1)));
        }
        made.complete();
        depth--;
        return made;
    }

    private int width(char code) {
        return switch (code) {
            case 'B', 'Z' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> throw malformed("unknown type '%c'".formatted(code));
        };
    }

    private StreamNode object() {
        enter();
        StreamNode made = node(description());
        handle(made);
        boolean kept =
                made.layout.isOrExtends("java.lang.Throwable")
                        || made.layout.isOrExtends("java.lang.StackTraceElement");
        if (made.layout.external() && !made.layout.isRecord()) {
            // Its superclasses are described, but it alone has written.
            annotations(made);
        } else {
            List<ClassLayout> fromTop = new ArrayList<>(4);
            for (ClassLayout each = made.layout; each != null; each = each.parent()) {
                fromTop.add(0, each);
            }
            for (ClassLayout each : fromTop) {
                part(each, made, kept);
            }
        }
        made.complete();
        depth--;
        return made;
    }

    private void part(ClassLayout each, StreamNode made, boolean kept) {
        if (each.external() && !made.layout.isRecord()) {
            throw malformed("%s writes itself, its subclass does not".formatted(each.name()));
        }
        values(each, made, kept || each.name().equals("java.util.CollSer"));
        // What a record has are its components, whatever its class says.
        if (each.written() && !made.layout.isRecord()) {
            int before = made.children.size();
            annotations(made);
            if (!isImmutableList(made)) {
                // Properties are kept in another table.
                boolean chained = !made.layout.isOrExtends("java.util.Properties");
                List<@Nullable Object> written =
                        made.children.subList(before, made.children.size());
                chargeHashes(each, written, chained);
            }
        }
    }

    /** As the first byte of its tag tells: 1, and 4 with nulls. */
    private static boolean isImmutableList(StreamNode node) {
        return node.fields.get("tag") instanceof Integer tag
                && node.layout.name().equals("java.util.CollSer")
                && ((tag & 0xff) == 1 || (tag & 0xff) == 4);
    }

    private void values(ClassLayout layout, StreamNode into, boolean kept) {
        for (ClassLayout.Field field : layout.fields()) {
            if (field.code() == 'L' || field.code() == '[') {
                Object value = content();
                into.children.add(value);
                if (kept) {
                    into.fields.put(field.name(), value);
                }
            } else {
                int from = take(width(field.code()));
                if (kept && field.code() == 'I') {
                    into.fields.put(field.name(), in.getInt(from));
                }
            }
        }
    }

    /**
     * Small bytes can describe keys that hold each other so often that hashing them never ends, and
     * many keys that all fall into one bucket.
     */
    private void chargeHashes(ClassLayout layout, List<@Nullable Object> written, boolean chained) {
        int step = HASH_MAPS.contains(layout.name()) ? 2 : 1;
        if (step == 1 && !HASH_SETS.contains(layout.name())) {
            return;
        }
        long compound = 0;
        for (int i = 0; i < written.size(); i += step) {
            if (written.get(i) instanceof StreamNode key) {
                chargeHashing(StreamNode.weigh(key));
                compound += key.layout.isOrdered() ? 0 : 1;
            }
        }
        if (layout.name().equals(CHAINED) && chained) {
            compound = written.size() / 2;
        }
        chargeHashing(compound * compound / 64);
    }

    /** Work that no element of the message stands for. */
    private void chargeHashing(long work) {
        if (work > limits.elements() - elements) {
            throw malformed(
                    "the hash codes of a table are more work than %d elements; if it may be so, raise %s on the side that reads it"
                            .formatted(limits.elements(), Bound.ELEMENTS.parameter()));
        }
        charge(work);
    }
}
