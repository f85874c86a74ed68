package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reference sends for one method.
 *
 * <p>A request is: header, then the strings protocol version, interface, version, method and
 * descriptor, then the arguments, then a map of attachments.
 */
abstract sealed class OutboundMethod permits HessianRequests, WholeRequests {
    /** Sent as Dubbo 3 does; a provider may drop work that is older. */
    static final String TIMEOUT = "timeout";

    /** A remaining time this much shorter than the method's timeout is worth telling. */
    static final double NOTABLY_SHORTER = 0.9;

    /** For messages: what is called where. */
    final String call;

    final DeclaredType result;
    final long timeoutMillis;

    OutboundMethod(String call, DeclaredType result, long timeoutMillis) {
        this.call = call;
        this.result = result;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if the serialization cannot
     *     carry the method's types
     */
    static OutboundMethod of(
            MethodModel method,
            String call,
            String interfaceName,
            URL url,
            boolean oneWay,
            Serialization serialization) {
        PreparedMethod prepared = PreparedMethod.of(method, serialization);
        String[] head = {
            DubboWire.PROTOCOL_VERSION,
            interfaceName,
            url.getParameter("version", DubboWire.NO_VERSION),
            method.name(),
            method.descriptor()
        };
        int timeout = url.getMethodParameter(method.name(), TIMEOUT, 1000);
        Map<String, String> attachments = attachments(method, interfaceName, url);
        return serialization.id() == DubboWire.HESSIAN2 && prepared != null
                ? new HessianRequests(
                        call, prepared, timeout, head, attachments, oneWay, serialization)
                : new WholeRequests(
                        call, prepared, timeout, head, attachments, oneWay, serialization);
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

    /**
     * The frame of one call, its id not yet filled in.
     *
     * @throws SerializationException if an argument cannot be written
     */
    abstract ByteBuf encode(
            Invocation call, long remainingMillis, ObjectWriter writer, Dialect dialect);
}
