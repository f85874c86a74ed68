package io.redub.serialize.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Int32Value;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.StringValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages as the types that are declared; no byte names a class. Not thread-safe. */
final class ProtobufReader implements ObjectReader {
    /** Messages inside each other; Protocol Buffers' own default. */
    private static final int DEEPEST = 100;

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int start;
    private @Nullable AllowedTypes types;

    @Override
    public void begin(ByteBuf source, AllowedTypes admitted) {
        in = source;
        start = source.readerIndex();
        types = admitted;
    }

    @Override
    public void admit(AllowedTypes admitted) {
        types = admitted;
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
        return in.isReadable();
    }

    /** Something that is made of the bytes of one message. */
    private interface Content<T> {
        T read(CodedInputStream in) throws IOException;
    }

    private <T> T next(String what, Content<T> content) {
        int at = in.readerIndex() - start;
        try {
            int length = length(what, at);
            ReadLimits limits = types().limits();
            if (in.readerIndex() + length - start > limits.bytes()) {
                throw limits.exceeded(Bound.BYTES, types());
            }
            CodedInputStream message =
                    CodedInputStream.newInstance(in.nioBuffer(in.readerIndex(), length));
            message.setRecursionLimit(Math.min(DEEPEST, limits.depth()));
            T read = content.read(message);
            message.checkLastTagWas(0);
            in.skipBytes(length);
            return read;
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "the message at byte %d is no %s: %s".formatted(at, what, e.getMessage()), e);
        }
    }

    private int length(String what, int at) {
        int length = 0;
        for (int shift = 0; in.isReadable() && shift < 35; shift += 7) {
            int next = in.readByte();
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (length < 0 || length > in.readableBytes()) {
                    break;
                }
                return length;
            }
        }
        throw new SerializationException(
                "the message at byte %d breaks off (expected: a %s)".formatted(at, what));
    }

    private <T extends MessageLite> T message(String what, Parser<T> parser) {
        return next(what, parser::parseFrom);
    }

    @Override
    public int readByte() {
        return message("number", Int32Value.parser()).getValue();
    }

    @Override
    public String readString() {
        return message("text", StringValue.parser()).getValue();
    }

    @Override
    public Object readObject(DeclaredType declared) {
        ProtobufType type = (ProtobufType) declared;
        if (type == ProtobufType.THROWABLE) {
            return next("throwable", message -> ThrowableMessage.read(message, types()));
        }
        Parser<?> parser = type.parser();
        if (parser == null) {
            throw new SerializationException("a value for a void");
        }
        return next(type.type().getTypeName(), parser::parseFrom);
    }

    @Override
    public Map<String, Object> readMap() {
        return next("map of texts", TextMap::read);
    }

    @Override
    public void end() {
        in = Unpooled.EMPTY_BUFFER;
        types = null;
    }
}
