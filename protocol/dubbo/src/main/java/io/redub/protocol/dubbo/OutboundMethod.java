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
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reference sends for one method: the bytes before and after the arguments are the same in
 * every call, so they are made once.
 *
 * <p>A request is: header, then the strings protocol version, interface, version, method and
 * descriptor, then the arguments, then a map of attachments.
 */
final class OutboundMethod {
    /** Sent as Dubbo 3 does; a provider may drop work that is older. */
    private static final String TIMEOUT = "timeout";

    /** A remaining time this much shorter than the method's timeout is worth telling. */
    private static final double NOTABLY_SHORTER = 0.9;

    /** For messages: what is called where. */
    final String call;

    final DeclaredType result;
    final long timeoutMillis;
    private final DeclaredType[] parameters;
    private final byte[] prefix;
    private final byte[] suffix;
    private final byte[] suffixWithTimeout;
    private final FrameBuffers buffers = new FrameBuffers();

    OutboundMethod(
            MethodModel method,
            String call,
            String interfaceName,
            URL url,
            boolean oneWay,
            Serialization serialization) {
        this.call = call;
        PreparedMethod prepared = PreparedMethod.of(method, serialization);
        this.result = prepared.result();
        this.parameters = prepared.parameters();
        this.timeoutMillis = url.getMethodParameter(method.name(), TIMEOUT, 1000);
        this.prefix = prefix(method, interfaceName, url, oneWay, serialization);
        Map<String, String> attachments = attachments(method, interfaceName, url);
        this.suffix = openMap(attachments, serialization);
        attachments.put(TIMEOUT, Long.toString(timeoutMillis));
        this.suffixWithTimeout = openMap(attachments, serialization);
    }

    private static byte[] prefix(
            MethodModel method,
            String interfaceName,
            URL url,
            boolean oneWay,
            Serialization serialization) {
        ByteBuf out = Unpooled.buffer(256);
        int flags = FrameHeader.REQUEST | (oneWay ? 0 : FrameHeader.TWO_WAY) | serialization.id();
        FrameHeader.begin(out, flags, 0);
        ObjectWriter writer = serialization.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeString(DubboWire.PROTOCOL_VERSION);
        writer.writeString(interfaceName);
        writer.writeString(url.getParameter("version", DubboWire.NO_VERSION));
        writer.writeString(method.name());
        writer.writeString(method.descriptor());
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    private static Map<String, String> attachments(
            MethodModel method, String interfaceName, URL url) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("path", url.getPath().isEmpty() ? interfaceName : url.getPath());
        map.put("remote.application", url.getParameter("application", "unknown"));
        map.put("interface", interfaceName);
        map.put("version", url.getParameter("version", DubboWire.NO_VERSION));
        putIfSet(map, "group", url.getGroup());
        putIfSet(map, "token", url.getParameter("token"));
        if (method.builtIn() && method.name().startsWith("$invoke")) {
            map.put("generic", url.getParameter("generic", "true"));
        }
        map.put(DubboWire.REDUB, "1");
        return map;
    }

    private static void putIfSet(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
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

    /**
     * The frame of one call, its id not yet filled in.
     *
     * @throws io.redub.serialize.SerializationException if an argument cannot be written
     */
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
        if (!asUsual || !call.attachments().isEmpty()) {
            writeMore(call, asUsual ? -1 : remainingMillis, out, writer, dialect);
        }
        out.writeByte('Z');
        FrameHeader.end(out);
        buffers.used(out.readableBytes());
        return out;
    }

    /** Entries of the attachments that differ from call to call, into the open map. */
    private static void writeMore(
            Invocation call,
            long remainingMillis,
            ByteBuf out,
            ObjectWriter writer,
            Dialect dialect) {
        Map<String, Object> more = new LinkedHashMap<>(call.attachments());
        if (remainingMillis >= 0) {
            more.put(TIMEOUT, Long.toString(Math.max(1, remainingMillis)));
        }
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
