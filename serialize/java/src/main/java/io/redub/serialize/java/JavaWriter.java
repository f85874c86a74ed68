package io.redub.serialize.java;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.serialize.WireNames;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each message as one object stream. Not thread-safe. */
final class JavaWriter implements ObjectWriter {
    private final boolean marked;
    private @Nullable ObjectOutputStream stream;

    /**
     * @param marked whether strings and objects say in front that they are not null
     */
    JavaWriter(boolean marked) {
        this.marked = marked;
    }

    @Override
    public void begin(ByteBuf out, Dialect dialect) {
        OutputStream target = new ByteBufOutputStream(out);
        try {
            stream =
                    dialect == Dialect.DUBBO
                            ? new ForDubbo(target)
                            : new ObjectOutputStream(target);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ObjectOutputStream stream() {
        ObjectOutputStream current = stream;
        if (current == null) {
            throw new IllegalStateException("no message was begun");
        }
        return current;
    }

    @Override
    public void writeByte(int value) {
        try {
            stream().writeByte(value);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void writeString(@Nullable String value) {
        try {
            if (marked) {
                stream().writeInt(value == null ? -1 : value.length());
            }
            if (value != null) {
                stream().writeUTF(value);
            } else if (!marked) {
                throw new SerializationException("a text is null, which nativejava cannot say");
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void writeObject(@Nullable Object value, DeclaredType declared) {
        try {
            if (marked) {
                stream().writeByte(value == null ? 0 : 1);
            }
            if (value != null || !marked) {
                stream().writeObject(value);
            }
        } catch (NotSerializableException e) {
            throw new SerializationException(
                    "cannot write a %s: %s does not implement java.io.Serializable"
                            .formatted(declared.type().getTypeName(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw failed(e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new SerializationException(
                    "cannot write a %s: %s"
                            .formatted(
                                    declared.type().getTypeName(),
                                    e instanceof Error ? "it is nested too deep" : e.toString()),
                    e);
        }
    }

    @Override
    public void writeMap(Map<String, ?> map) {
        writeObject(new HashMap<>(map), JavaType.of(HashMap.class));
    }

    @Override
    public boolean inUse() {
        return stream != null;
    }

    @Override
    public void end() {
        ObjectOutputStream ended = stream;
        stream = null;
        if (ended != null) {
            try {
                ended.flush();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private static SerializationException failed(IOException e) {
        return new SerializationException("cannot be written: " + e.getMessage(), e);
    }

    /** Exceptions that Dubbo has under other names: it could not read ours. */
    private static final class ForDubbo extends ObjectOutputStream {
        ForDubbo(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) {
            if (value instanceof Throwable thrown) {
                String own = thrown.getClass().getName();
                if (!WireNames.installed().nameOf(thrown.getClass()).equals(own)) {
                    RuntimeException told = new RuntimeException(thrown.toString());
                    told.setStackTrace(thrown.getStackTrace());
                    return told;
                }
            }
            return value;
        }
    }
}
