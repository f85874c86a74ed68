package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.FrameHeader;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests in any serialization: each is one message, written from its first byte to its last. */
final class WholeRequests extends OutboundMethod {
    private final @Nullable PreparedMethod method;
    private final @Nullable String[] head;
    private final Map<String, String> attachments;
    private final int flags;
    private final String serialization;
    private final FrameBuffers buffers = new FrameBuffers();

    /**
     * @param method null if the serialization cannot carry it: then every call is refused
     */
    WholeRequests(
            String call,
            @Nullable PreparedMethod method,
            int timeoutMillis,
            boolean countdown,
            @Nullable String[] head,
            Map<String, String> attachments,
            boolean oneWay,
            Serialization serialization) {
        super(
                call,
                // What is never sent has no result; any type will do.
                method == null ? serialization.declare(Throwable.class) : method.result(),
                timeoutMillis,
                countdown);
        this.method = method;
        this.head = head;
        this.attachments = attachments;
        this.flags = FrameHeader.REQUEST | (oneWay ? 0 : FrameHeader.TWO_WAY) | serialization.id();
        this.serialization = serialization.name();
    }

    @Override
    ByteBuf encode(Invocation call, long remainingMillis, ObjectWriter writer, Dialect dialect) {
        PreparedMethod prepared = method;
        if (prepared == null) {
            throw new SerializationException(
                    "the serialization " + serialization + " cannot carry its types");
        }
        ByteBuf out = buffers.next();
        FrameHeader.begin(out, flags, 0);
        writer.begin(out, dialect);
        try {
            for (String text : head) {
                writer.writeString(text);
            }
            Object[] arguments = call.arguments();
            for (int i = 0; i < arguments.length; i++) {
                writer.writeObject(arguments[i], prepared.parameters()[i]);
            }
            writer.writeMap(attachments(call, remainingMillis));
        } finally {
            writer.end();
        }
        FrameHeader.end(out);
        buffers.used(out.readableBytes());
        return out;
    }

    private Map<String, Object> attachments(Invocation call, long remainingMillis) {
        boolean asUsual = remainingMillis >= timeoutMillis * NOTABLY_SHORTER;
        Map<String, Object> map = new LinkedHashMap<>(attachments);
        map.putAll(call.attachments());
        tellTime(map, asUsual ? timeoutMillis : remainingMillis, remainingMillis);
        return map;
    }
}
