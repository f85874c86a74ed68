package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.exchange.FrameHeader;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.service.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests in hessian2, whose values can be written apart from each other: the bytes before and
 * after the arguments are the same in every call, so they are made once.
 */
final class HessianRequests extends OutboundMethod {
    private final DeclaredType[] parameters;
    private final byte[] prefix;
    private final byte[] suffix;
    private final byte[] suffixWithTimeout;
    private final FrameBuffers buffers = new FrameBuffers();

    HessianRequests(
            String call,
            PreparedMethod method,
            int timeoutMillis,
            boolean countdown,
            @Nullable String[] head,
            Map<String, String> attachments,
            boolean oneWay,
            Serialization serialization) {
        super(call, method.result(), timeoutMillis, countdown);
        this.parameters = method.parameters();
        this.prefix = prefix(head, oneWay, serialization);
        this.suffix = openMap(attachments, serialization);
        Map<String, String> withTimeout = new LinkedHashMap<>(attachments);
        withTimeout.put(TIMEOUT, Long.toString(timeoutMillis));
        this.suffixWithTimeout = openMap(withTimeout, serialization);
    }

    private static byte[] prefix(
            @Nullable String[] head, boolean oneWay, Serialization serialization) {
        ByteBuf out = Unpooled.buffer(256);
        int flags = FrameHeader.REQUEST | (oneWay ? 0 : FrameHeader.TWO_WAY) | serialization.id();
        FrameHeader.begin(out, flags, 0);
        ObjectWriter writer = serialization.writer();
        writer.begin(out, Dialect.DUBBO);
        for (String text : head) {
            writer.writeString(text);
        }
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    /** The bytes of the map without its last one, the end mark. */
    private static byte[] openMap(Map<String, String> map, Serialization serialization) {
        ByteBuf out = Unpooled.buffer(256);
        ObjectWriter writer = serialization.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeMap(map);
        writer.end();
        return ByteBufUtil.getBytes(out, 0, out.readableBytes() - 1);
    }

    @Override
    ByteBuf encode(Invocation call, long remainingMillis, ObjectWriter writer, Dialect dialect) {
        ByteBuf out = buffers.next();
        out.writeBytes(prefix);
        writer.begin(out, dialect);
        try {
            Object[] arguments = call.arguments();
            DeclaredType[] types = parameters;
            for (int i = 0; i < types.length; i++) {
                writer.writeObject(arguments[i], types[i]);
            }
        } finally {
            writer.end();
        }
        boolean asUsual = remainingMillis >= timeoutMillis * NOTABLY_SHORTER;
        out.writeBytes(asUsual ? suffixWithTimeout : suffix);
        if (!asUsual || countdown || !call.attachments().isEmpty()) {
            Map<String, Object> more = new LinkedHashMap<>(call.attachments());
            tellTime(more, asUsual ? -1 : remainingMillis, remainingMillis);
            writeMore(more, out, writer, dialect);
        }
        out.writeByte('Z');
        FrameHeader.end(out);
        buffers.used(out.readableBytes());
        return out;
    }

    /** Entries of the attachments that differ from call to call, into the open map. */
    private static void writeMore(
            Map<String, Object> more, ByteBuf out, ObjectWriter writer, Dialect dialect) {
        ByteBuf map = Unpooled.buffer(256);
        writer.begin(map, dialect);
        try {
            writer.writeMap(more);
        } finally {
            writer.end();
        }
        out.writeBytes(map, 1, map.readableBytes() - 2);
    }
}
