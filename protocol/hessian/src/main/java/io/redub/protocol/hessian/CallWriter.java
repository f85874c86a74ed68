package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the calls of one method. Thread-safe. */
final class CallWriter {
    /** Smaller binaries go in one piece with what is in front of them. */
    private static final int STREAMED_FROM = 64 * 1024;

    private static final byte[] CALL = {'H', 2, 0, 'C'};

    private final HessianMethod method;
    private final String name;
    private final HessianValues values;

    CallWriter(HessianMethod method, String name, HessianValues values) {
        this.method = method;
        this.name = name;
        this.values = values;
    }

    /**
     * All of a call but what {@link #streamed} says.
     *
     * @throws SerializationException if an argument cannot be carried
     */
    ByteBuf head(Invocation call) {
        ByteBuf out = Unpooled.buffer(256);
        out.writeBytes(CALL);
        ObjectWriter writer = values.writer();
        writer.begin(out, Dialect.CAUCHO);
        try {
            writer.writeString(name);
            writer.writeByte(method.count());
            for (int i = 0; i < method.parameters().size(); i++) {
                writer.writeObject(call.arguments()[i], method.parameters().get(i));
            }
        } finally {
            writer.end();
        }
        if (method.last() != HessianMethod.Binary.NONE && streamed(call) == null) {
            try (OutputStream to = new ByteBufOutputStream(out)) {
                write(last(call), to);
            } catch (IOException e) {
                throw new SerializationException("a binary cannot be written", e);
            }
        }
        return out;
    }

    private @Nullable Object last(Invocation call) {
        return call.arguments()[method.count() - 1];
    }

    /** The last argument, if it is to be written piece by piece; else null. */
    @Nullable Object streamed(Invocation call) {
        if (method.last() == HessianMethod.Binary.NONE) {
            return null;
        }
        Object last = last(call);
        return last instanceof byte[] bytes && bytes.length < STREAMED_FROM ? null : last;
    }

    static void write(@Nullable Object binary, OutputStream out) throws IOException {
        if (binary == null) {
            out.write('N');
        } else if (binary instanceof InputStream source) {
            BinaryOutput.write(source, out);
        } else {
            BinaryOutput.write((byte[]) binary, out);
        }
    }
}
