package io.redub.serialize.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Int32Value;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each value as a message with its length in front. Not thread-safe. */
final class ProtobufWriter implements ObjectWriter {
    private ByteBuf out = Unpooled.EMPTY_BUFFER;

    @Override
    public void begin(ByteBuf target, Dialect dialect) {
        out = target;
    }

    @Override
    public void writeByte(int value) {
        write(Int32Value.of(value));
    }

    @Override
    public void writeString(@Nullable String value) {
        if (value == null) {
            throw new SerializationException("a text is null, which protobuf cannot say");
        }
        write(StringValue.of(value));
    }

    @Override
    public void writeObject(@Nullable Object value, DeclaredType declared) {
        if (declared == ProtobufType.THROWABLE && value instanceof Throwable thrown) {
            writeBytes(ThrowableMessage.of(thrown));
        } else if (value instanceof MessageLite message) {
            write(message);
        } else {
            throw new SerializationException(
                    "%s cannot be written as a %s (expected: a message; google.protobuf.Empty says nothing)"
                            .formatted(
                                    value == null ? "null" : "a " + value.getClass().getName(),
                                    declared.type().getTypeName()));
        }
    }

    private void write(MessageLite message) {
        try (OutputStream target = new ByteBufOutputStream(out)) {
            message.writeDelimitedTo(target);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot write a %s: %s".formatted(message.getClass().getName(), e), e);
        }
    }

    private void writeBytes(byte[] message) {
        try (OutputStream target = new ByteBufOutputStream(out)) {
            CodedOutputStream length = CodedOutputStream.newInstance(target, 16);
            length.writeUInt32NoTag(message.length);
            length.flush();
            target.write(message);
        } catch (IOException e) {
            throw new SerializationException("cannot write: " + e, e);
        }
    }

    @Override
    public void writeMap(Map<String, ?> map) {
        writeBytes(TextMap.bytes(map));
    }

    @Override
    public void end() {
        out = Unpooled.EMPTY_BUFFER;
    }
}
