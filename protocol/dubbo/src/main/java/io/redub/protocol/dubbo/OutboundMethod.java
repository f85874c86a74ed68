package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.protocol.PassedOn;
import io.redub.protocol.Priority;
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

    private static final String COUNTDOWN_WANTED = "enable-timeout-countdown";

    /** A remaining time this much shorter than the method's timeout is worth telling. */
    static final double NOTABLY_SHORTER = 0.9;

    /** For messages: what is called where. */
    final String call;

    final DeclaredType result;
    final long timeoutMillis;
    final boolean countdown;

    OutboundMethod(String call, DeclaredType result, long timeoutMillis, boolean countdown) {
        this.call = call;
        this.result = result;
        this.timeoutMillis = timeoutMillis;
        this.countdown = countdown;
    }

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if the serialization cannot
     *     carry the method's types
     */
    static OutboundMethod of(
            MethodModel method,
            String call,
            Destination destination,
            URL url,
            boolean oneWay,
            Serialization serialization) {
        PreparedMethod prepared = PreparedMethod.of(method, serialization);
        @Nullable String[] head = {
            DubboWire.PROTOCOL_VERSION,
            destination.interfaceName(),
            destination.version(),
            method.name(),
            method.descriptor()
        };
        int timeout = url.getMethodParameter(method.name(), TIMEOUT, 1000);
        boolean countdown = url.getMethodParameter(method.name(), COUNTDOWN_WANTED, false);
        Map<String, String> attachments = new LinkedHashMap<>(destination.attachments());
        if (method.builtIn() && method.name().startsWith("$invoke")) {
            attachments.put("generic", url.getParameter("generic", "true"));
        }
        String priority = url.getMethodParameter(method.name(), Priority.PRIORITY);
        if (priority != null) {
            attachments.put(Priority.ATTACHMENT, priority);
        }
        return serialization.id() == DubboWire.HESSIAN2 && prepared != null
                ? new HessianRequests(
                        call,
                        prepared,
                        timeout,
                        countdown,
                        head,
                        attachments,
                        oneWay,
                        serialization)
                : new WholeRequests(
                        call,
                        prepared,
                        timeout,
                        countdown,
                        head,
                        attachments,
                        oneWay,
                        serialization);
    }

    /**
     * Adds what the provider is told of the time: how long the caller waits, and, if that is wanted
     * or the caller itself works under one, the countdown, which Dubbo's providers obey.
     *
     * @param millis what is told; negative if it is in the map already
     */
    final void tellTime(Map<String, Object> map, long millis, long remainingMillis) {
        if (millis >= 0) {
            map.put(TIMEOUT, Long.toString(Math.max(1, millis)));
        }
        if (countdown || map.containsKey(PassedOn.COUNTDOWN)) {
            map.put(
                    PassedOn.COUNTDOWN,
                    (int) Math.max(1, Math.min(Integer.MAX_VALUE, remainingMillis)));
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
