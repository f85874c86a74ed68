package io.redub.serialize.hessian2;

import io.netty.buffer.ByteBuf;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads graphs of values: tags, references, objects by their class definitions, and the descent,
 * recursive for the first levels and on a stack of its own below. Not thread-safe.
 */
final class ValueReader extends ScalarReader {
    private static final int FEWEST_REFS = 16;
    private static final int MOST_REFS = 1 << 12;
    private static final @Nullable Object[] NO_REFS = {};

    /** Stands for an object of an unknown class in a field nobody reads. */
    static final Object DROPPED = new Object();

    /** Small values of the JDK hold each other a few levels deep at most. */
    private static final int VALUE_DEPTH = 16;

    private static final int LONGEST_NAME = 1024;
    private static final int MOST_SERVICES = 256;

    /** A class file has room for no more. */
    private static final int MOST_FIELDS = 65_535;

    /** Elements between two looks at the clock; smaller messages never look. */
    private static final int CLOCK_EVERY = 4096;

    private final ContainerReader containers = new ContainerReader(this);
    private final List<Definition> definitions = new ArrayList<>();
    private final Map<AllowedTypes, DefinitionCache> caches = new IdentityHashMap<>();
    private @Nullable DefinitionCache cache;
    private AllowedTypes cachedTypes = NoTypes.INSTANCE;
    private final List<String> typeNames = new ArrayList<>();

    /**
     * Fresh for each message: in an array that has grown old, each store of a young object would
     * cost the collector's barrier more than the array costs. Null holds the place of a value that
     * can only be made when all of it has been read.
     */
    private @Nullable Object[] refs = NO_REFS;

    private int expectedRefs = FEWEST_REFS;
    private int refCount;
    private int depth;
    private int valueDepth;
    private int recursion;
    private long elements;

    /** Up to how many elements may come before time and bound are looked at. */
    private long checkpoint;

    private long startedNanos;
    private boolean timed;
    private AllowedTypes types = NoTypes.INSTANCE;
    private ReadLimits limits = ReadLimits.DEFAULT;
    private byte[] own = NOTHING;
    private final LongSupplier nanoClock;

    ValueReader(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void begin(ByteBuf in, AllowedTypes admitted) {
        if (bytes != NOTHING) {
            end();
        }
        if (admitted != cachedTypes) {
            cachedTypes = admitted;
            cache = null;
        }
        types = admitted;
        limits = admitted.limits();
        recursion = Math.min(ValueWriter.RECURSION, limits.depth());
        checkpoint = Math.min(CLOCK_EVERY, limits.elements());
        int size = in.readableBytes();
        if (size > limits.bytes()) {
            throw limits.exceeded(Bound.BYTES, admitted);
        }
        if (in.hasArray()) {
            bytes = in.array();
            at = in.arrayOffset() + in.readerIndex();
        } else {
            if (own.length < size) {
                own = new byte[Math.max(size, 2 * own.length)];
            }
            in.getBytes(in.readerIndex(), own, 0, size);
            bytes = own;
            at = 0;
        }
        start = at;
        read = at;
        limit = at + size;
    }

    void end() {
        expectedRefs = Math.max(FEWEST_REFS, Math.min(refCount, MOST_REFS));
        refs = NO_REFS;
        if (own.length > 1 << 20) {
            own = NOTHING;
        }
        bytes = NOTHING;
        at = 0;
        limit = 0;
        start = 0;
        refCount = 0;
        depth = 0;
        valueDepth = 0;
        elements = 0;
        timed = false;
        definitions.clear();
        typeNames.clear();
        types = NoTypes.INSTANCE;
    }

    AllowedTypes types() {
        return types;
    }

    // ---- references

    int addRef(Object value) {
        int number = reserveRef();
        refs[number] = value;
        return number;
    }

    /** The number of a value that is made when all of it has been read. */
    int reserveRef() {
        if (refCount == refs.length) {
            refs = Arrays.copyOf(refs, moreRefs());
        }
        return refCount++;
    }

    private int moreRefs() {
        if (refCount >= limits.references()) {
            throw limits.exceeded(Bound.REFERENCES, types);
        }
        return (int) Math.min(Math.max(expectedRefs, refCount * 2L), limits.references());
    }

    int refCount() {
        return refCount;
    }

    void setRef(int number, @Nullable Object value) {
        refs[number] = value;
    }

    private @Nullable Object ref(TypeNode declared) {
        int number = readInt();
        if (number < 0 || number >= refCount) {
            throw malformed("reference to value %d of %d".formatted(number, refCount));
        }
        Object value = refs[number];
        if (value == null || value instanceof OpenThrowable && declared != TypeNode.THROWABLE) {
            throw malformed(
                    "a record or other immutable value holds itself; break the cycle in the sender");
        }
        if (value == DROPPED && declared != TypeNode.DROPPED) {
            throw malformed("reference to an object of a class that is not admitted");
        }
        return value instanceof OpenThrowable ? value : fit(value, declared, Tag.REF);
    }

    // ---- bounds

    /** One level down by recursion; false if the stack has had enough. */
    boolean enter() {
        if (depth >= recursion) {
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    void enterValue() {
        if (++valueDepth > VALUE_DEPTH) {
            throw malformed("values nest in values where none has room for them");
        }
    }

    void leaveValue() {
        valueDepth--;
    }

    /** Counts what a container is about to hold. */
    void charge(long count) {
        elements += count;
        if (elements > checkpoint) {
            check();
        }
    }

    /** The time counts from the first look on: to look at each start would cost more than it. */
    private void check() {
        if (elements > limits.elements()) {
            throw limits.exceeded(Bound.ELEMENTS, types);
        }
        long now = nanoClock.getAsLong();
        if (!timed) {
            timed = true;
            startedNanos = now;
        } else if (now - startedNanos > limits.time().toNanos()) {
            throw limits.exceeded(Bound.TIME, types);
        }
        checkpoint = Math.min(elements + CLOCK_EVERY, limits.elements());
    }

    // ---- values

    @Nullable Object readValue(TypeNode declared) {
        return switch (declared.kind) {
            case OTHER -> readOther(declared);
            case STRING -> isString(peek()) ? stringValue(next()) : readScalar(declared);
            case INT -> readInteger(declared);
            default -> readScalar(declared);
        };
    }

    /** A value of kind INT. */
    @Nullable Object readInteger(TypeNode declared) {
        return isInt(peek()) ? (Object) intValue(next()) : readScalar(declared);
    }

    /** The value of a field of type String. */
    @Nullable String readText() {
        int tag = peek();
        if (isString(tag)) {
            at++;
            return stringValue(tag);
        }
        return (String) readScalar(TypeNode.STRING);
    }

    private @Nullable Object readScalar(TypeNode declared) {
        int tag = peek();
        if (tag == Tag.NULL) {
            at++;
            return declared.raw.isPrimitive() ? Zero.of(declared.raw) : null;
        }
        boolean number =
                isInt(tag) || isLong(tag) || isDouble(tag) || tag == Tag.TRUE || tag == Tag.FALSE;
        Object value =
                switch (declared.kind) {
                    case BOOLEAN -> number ? (Object) readBoolean() : null;
                    case BYTE -> number ? (Object) readByte() : null;
                    case SHORT -> number ? (Object) readShort() : null;
                    case INT -> number ? (Object) readInt() : null;
                    case LONG -> number ? (Object) readLong() : null;
                    case FLOAT -> number ? (Object) readFloat() : null;
                    case DOUBLE -> number ? (Object) readDouble() : null;
                    case CHAR -> isString(tag) ? (Object) readChar() : null;
                    case STRING -> isString(tag) ? stringValue(next()) : null;
                    case DATE ->
                            tag == Tag.DATE || tag == Tag.DATE_MINUTES ? dateValue(next()) : null;
                    case OTHER -> null;
                };
        return value != null ? value : fit(readOther(TypeNode.ANY), declared, tag);
    }

    private @Nullable Object readOther(TypeNode declared) {
        return descend(declared, true);
    }

    /**
     * Reads a value, or with {@code recurse} false opens a container instead of filling it and
     * returns the {@link Assembly}.
     */
    private @Nullable Object descend(TypeNode declared, boolean recurse) {
        int tag = next();
        while (tag == Tag.CLASS) {
            readDefinition();
            tag = next();
        }
        if (tag >= Tag.OBJECT_16 && tag < Tag.TYPED_LIST_8) {
            return object(tag - Tag.OBJECT_16, declared, recurse);
        } else if (tag == Tag.OBJECT) {
            return object(readInt(), declared, recurse);
        } else if (tag == Tag.NULL) {
            return null;
        } else if (tag == Tag.REF) {
            return ref(declared);
        } else if (tag >= Tag.TYPED_LIST_8 && tag < 0x80
                || tag >= Tag.TYPED_OPEN_LIST && tag <= Tag.LIST) {
            return containers.list(tag, declared, recurse);
        } else if (tag == Tag.MAP || tag == Tag.TYPED_MAP) {
            return containers.map(tag, declared, recurse);
        }
        return fit(scalar(tag), declared, tag);
    }

    private Object scalar(int tag) {
        if (isString(tag)) {
            return stringValue(tag);
        } else if (isInt(tag)) {
            return intValue(tag);
        } else if (isLong(tag)) {
            return longValue(tag);
        } else if (isDouble(tag)) {
            return doubleValue(tag);
        } else if (tag == Tag.TRUE || tag == Tag.FALSE) {
            return tag == Tag.TRUE;
        } else if (tag == Tag.DATE || tag == Tag.DATE_MINUTES) {
            Date date = dateValue(tag);
            return date;
        } else if (isBinary(tag)) {
            return binaryValue(tag);
        }
        throw unexpected(tag, "value");
    }

    // ---- objects

    /** The definition of the object that comes next, if it is one of the first 16; else null. */
    @Nullable Definition nextObject() {
        int tag = peek();
        while (tag == Tag.CLASS) {
            at++;
            readDefinition();
            tag = peek();
        }
        if (tag < Tag.OBJECT_16 || tag >= Tag.TYPED_LIST_8) {
            return null;
        }
        at++;
        return definition(tag - Tag.OBJECT_16);
    }

    private Definition definition(int index) {
        if (index < 0 || index >= definitions.size()) {
            throw malformed("class definition %d of %d".formatted(index, definitions.size()));
        }
        Definition definition = definitions.get(index);
        charge(1L + definition.count());
        return definition;
    }

    private @Nullable Object object(int index, TypeNode declared, boolean recurse) {
        return object(definition(index), declared, recurse);
    }

    @Nullable Object object(Definition definition, TypeNode declared, boolean recurse) {
        ObjectForm form = definition.form();
        if (form == null) {
            return unknown(definition, declared, recurse);
        }
        if (recurse) {
            return fit(form.read(this, definition, declared), declared, Tag.OBJECT);
        }
        Assembly open = form.open(this, definition, declared);
        if (open != null) {
            open.expected = declared;
            return open;
        }
        return fit(form.read(this, definition, declared), declared, Tag.OBJECT);
    }

    private @Nullable Object unknown(Definition definition, TypeNode declared, boolean recurse) {
        Assembly open;
        if (declared == TypeNode.DROPPED) {
            addRef(DROPPED);
            open = new FieldsAssembly.Dropped(definition);
        } else if (definition.isThrowable()) {
            Definition matched =
                    Definition.of(
                            definition.name(),
                            definition.fields(),
                            ThrowableCodec.Unknown.INSTANCE);
            open = ThrowableCodec.Unknown.INSTANCE.open(this, matched, declared);
        } else if (types.unknownAsMap()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            addRef(map);
            open = new FieldsAssembly.AsMap(definition, map);
        } else {
            throw notAdmitted(definition.name());
        }
        open.expected = declared;
        return recurse ? fit(assemble(open), declared, Tag.OBJECT) : open;
    }

    SerializationException notAdmitted(String className) {
        return types.notAdmitted(className);
    }

    /** A class by name, or an error; arrays by their components. */
    Class<?> findClass(String name) {
        Class<?> found = name.startsWith("[") ? containers.arrayClass(name) : types.find(name);
        if (found == null) {
            throw notAdmitted(name);
        }
        return found;
    }

    private void readDefinition() {
        countName();
        DefinitionCache cached = known();
        Definition known = cached.find(bytes, at, limit, definitions.isEmpty());
        if (known != null) {
            at += cached.length;
            definitions.add(known);
            return;
        }
        int from = at;
        String name = name();
        int count = readInt();
        if (count < 0 || count > limit - at || count > MOST_FIELDS) {
            throw malformed("a class of %d fields in %d bytes".formatted(count, limit - at));
        }
        charge(count);
        List<String> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(name());
        }
        Definition definition = Definition.of(name, fields, form(name));
        definitions.add(definition);
        if (definition.form() != null) {
            cached.add(bytes, from, at, definition);
        }
    }

    /** Classes are admitted by service, so that each has definitions of its own. */
    private DefinitionCache known() {
        DefinitionCache current = cache;
        if (current == null) {
            if (caches.size() == MOST_SERVICES) {
                caches.clear();
            }
            current = caches.computeIfAbsent(types, each -> new DefinitionCache());
            cache = current;
        }
        return current;
    }

    private void countName() {
        if (definitions.size() + typeNames.size() >= limits.classDefinitions()) {
            throw limits.exceeded(Bound.CLASSES, types);
        }
    }

    private @Nullable ObjectForm form(String name) {
        Class<?> type = types.find(Codecs.publicName(name));
        ObjectForm known = Codecs.form(name);
        if (known != null) {
            return name.startsWith("java.") && type == null && !name.contains("$") ? null : known;
        }
        return type == null ? null : Codecs.form(type);
    }

    private String name() {
        String name = readString();
        if (name == null || name.length() > LONGEST_NAME) {
            throw malformed(
                    "a class or field name of null or over %d chars".formatted(LONGEST_NAME));
        }
        return name;
    }

    String typeName() {
        if (isString(peek())) {
            String name = name();
            countName();
            typeNames.add(name);
            return name;
        }
        int index = readInt();
        if (index < 0 || index >= typeNames.size()) {
            throw malformed("type name %d of %d".formatted(index, typeNames.size()));
        }
        return typeNames.get(index);
    }

    void dropFields(Definition definition) {
        enterValue();
        for (int i = 0; i < definition.fields().size(); i++) {
            readValue(TypeNode.DROPPED);
        }
        leaveValue();
    }

    // ---- the descent

    @Nullable Object assemble(Assembly open) {
        if (!enter()) {
            return drain(open);
        }
        for (TypeNode next = open.next(this); next != null; next = open.next(this)) {
            open.accept(this, readValue(next));
        }
        leave();
        return open.finish(this);
    }

    /** Fills a container and all in it without recursion. */
    @Nullable Object drain(Assembly root) {
        Deque<Assembly> stack = new ArrayDeque<>();
        push(stack, root);
        while (true) {
            Assembly top = stack.element();
            TypeNode next = top.next(this);
            if (next == null) {
                Object whole = top.finish(this);
                stack.pop();
                if (stack.isEmpty()) {
                    return whole;
                }
                stack.element().accept(this, fit(whole, top.expected, Tag.OBJECT));
                continue;
            }
            Object value =
                    next.kind == TypeNode.Kind.OTHER ? descend(next, false) : readValue(next);
            if (value instanceof Assembly inner) {
                push(stack, inner);
            } else {
                top.accept(this, value);
            }
        }
    }

    private void push(Deque<Assembly> stack, Assembly inner) {
        if (depth + stack.size() >= limits.depth()) {
            throw limits.exceeded(Bound.DEPTH, types);
        }
        stack.push(inner);
    }

    // ---- fitting values to what is declared

    @Nullable Object fit(@Nullable Object value, TypeNode declared, int tag) {
        Class<?> raw = declared.raw;
        if (value != null && value.getClass() == raw
                || raw == Object.class
                || value == null && !raw.isPrimitive()
                || raw.isInstance(value)) {
            return value;
        }
        return Fit.convert(this, value, declared, tag);
    }
}
