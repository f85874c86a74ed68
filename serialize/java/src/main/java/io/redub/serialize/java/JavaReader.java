package io.redub.serialize.java;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads each message as one object stream. {@link StreamScan} has looked through it before the
 * first object is made; a filter and the resolution of classes are a second wall. Not thread-safe.
 */
final class JavaReader implements ObjectReader {
    private static final JavaType MAP = JavaType.of(Map.class);

    private final boolean marked;
    private ByteBuf source = Unpooled.EMPTY_BUFFER;

    /** The message on the heap: it is looked at byte by byte, and twice. */
    private ByteBuf in = Unpooled.EMPTY_BUFFER;

    private @Nullable AllowedTypes types;
    private @Nullable AdmittedStream stream;
    private @Nullable List<StreamScan.Item> items;
    private int next;

    /**
     * @param marked whether strings and objects say in front that they are not null
     */
    JavaReader(boolean marked) {
        this.marked = marked;
    }

    @Override
    public void begin(ByteBuf message, AllowedTypes admitted) {
        source = message;
        in = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(message));
        types = admitted;
        items = null;
        next = 0;
        try {
            stream = new AdmittedStream(new ByteBufInputStream(in), in.readableBytes());
        } catch (IOException | RuntimeException e) {
            throw failed("the start of a message", e);
        }
    }

    @Override
    public void admit(AllowedTypes admitted) {
        types = admitted;
    }

    private AdmittedStream stream() {
        AdmittedStream current = stream;
        if (current == null) {
            throw new IllegalStateException("no message was begun");
        }
        return current;
    }

    private AllowedTypes types() {
        AllowedTypes current = types;
        if (current == null) {
            throw new IllegalStateException("no message was begun");
        }
        return current;
    }

    @Override
    public boolean hasNext() {
        try {
            return stream().available() > 0;
        } catch (IOException e) {
            throw failed("the end of a message", e);
        }
    }

    @Override
    public int readByte() {
        try {
            return stream().readByte();
        } catch (IOException | RuntimeException e) {
            throw failed("a small number", e);
        }
    }

    @Override
    public @Nullable String readString() {
        try {
            if (marked && stream().readInt() < 0) {
                return null;
            }
            return stream().readUTF();
        } catch (IOException | RuntimeException e) {
            throw failed("a text", e);
        }
    }

    @Override
    public @Nullable Object readObject(DeclaredType declared) {
        JavaType type = (JavaType) declared;
        if (marked && readByte() == 0) {
            return null;
        }
        StreamScan.Item item = nextItem(type);
        if (item.unknown() != null) {
            return unknown(item, item.unknown(), type);
        }
        try {
            return type.checked(stream().readObject());
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw failed("a " + type.type().getTypeName(), e);
        } catch (StackOverflowError e) {
            throw new SerializationException(
                    "a %s is nested too deep".formatted(type.type().getTypeName()), e);
        }
    }

    private StreamScan.Item nextItem(JavaType type) {
        List<StreamScan.Item> scanned = items;
        if (scanned == null) {
            try {
                scanned = StreamScan.of(in, 0, types());
            } catch (StackOverflowError e) {
                throw new SerializationException("keys of hash tables hold each other too deep", e);
            }
            items = scanned;
        }
        if (next >= scanned.size()) {
            throw new SerializationException(
                    "the message ends where a %s should be".formatted(type.type().getTypeName()));
        }
        return scanned.get(next++);
    }

    private Object unknown(StreamScan.Item item, String className, JavaType type) {
        Throwable told = type.isThrowable() ? UnknownThrowables.of(item.content()) : null;
        if (told == null) {
            throw new SerializationException(
                    "class %s is not admitted to %s: name it in a signature of the service, or register it as a subtype"
                            .formatted(className, types().owner()));
        }
        try {
            // To get behind it: nothing of an unknown class is made.
            stream().readObject();
            throw new SerializationException("class %s was made".formatted(className));
        } catch (ClassNotFoundException expected) {
            return told;
        } catch (IOException | RuntimeException e) {
            throw failed("a throwable of the unknown class " + className, e);
        }
    }

    @Override
    public Map<String, Object> readMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (readObject(MAP) instanceof Map<?, ?> read) {
            for (Map.Entry<?, ?> entry : read.entrySet()) {
                if (entry.getKey() instanceof String key && entry.getValue() != null) {
                    map.put(key, entry.getValue());
                }
            }
        }
        return map;
    }

    @Override
    public boolean inUse() {
        return stream != null;
    }

    @Override
    public void end() {
        source.skipBytes(in.readerIndex());
        source = Unpooled.EMPTY_BUFFER;
        in = Unpooled.EMPTY_BUFFER;
        stream = null;
        types = null;
        items = null;
    }

    private static SerializationException failed(String what, Exception e) {
        return e instanceof SerializationException known
                ? known
                : new SerializationException("%s cannot be read: %s".formatted(what, e), e);
    }

    /** Makes admitted classes only. */
    private final class AdmittedStream extends ObjectInputStream {
        private final int size;
        private long places;

        AdmittedStream(InputStream source, int size) throws IOException {
            super(source);
            this.size = size;
            setObjectInputFilter(this::judge);
        }

        /**
         * Classes are judged where they are resolved. Collections claim their sizes, one in
         * another: a table has at most eight places per byte of what is in it, however it is
         * written, and so have all together.
         */
        private ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info) {
            places += Math.max(0, info.arrayLength());
            boolean bounded = places <= 8L * size + 1024 && info.depth() <= 2L * StreamScan.DEEPEST;
            return bounded ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description)
                throws ClassNotFoundException {
            Class<?> found = Admission.find(description.getName(), types());
            if (found == null) {
                throw new ClassNotFoundException(description.getName());
            }
            return found;
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
            throw new ClassNotFoundException("proxies are never admitted");
        }
    }
}
