package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.FrameHeader;
import io.redub.exchange.ResponseStatus;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.service.GenericException;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes responses: a number that says what follows, the value or exception, attachments. */
final class ResponseEncoder {
    private ResponseEncoder() {}

    /**
     * @throws SerializationException if the value cannot be written or the frame is over the
     *     payload limit
     */
    static ByteBuf encode(
            Offer offer,
            PreparedMethod prepared,
            long id,
            Result result,
            boolean attachments,
            Dialect dialect,
            int payload) {
        ByteBuf out = prepared.answers().next();
        FrameHeader.begin(out, offer.serialization().id(), ResponseStatus.OK);
        FrameHeader.id(out, id);
        boolean knownBytes = offer.serialization().id() == DubboWire.HESSIAN2;
        ObjectWriter own = Codecs.writers(offer.serialization()).get();
        ObjectWriter writer = Codecs.free(own, offer.serialization());
        writer.begin(out, dialect);
        try {
            int extra = attachments ? DubboWire.WITH_ATTACHMENTS : 0;
            if (result instanceof Result.Failure failure) {
                Throwable thrown =
                        thrown(failure.status(), offer.service(), prepared.method(), dialect);
                writer.writeByte(DubboWire.EXCEPTION + extra);
                writer.writeObject(thrown, offer.throwable());
            } else {
                Object value = ((Result.Value) result).value();
                if (value == null) {
                    writer.writeByte(DubboWire.NULL + extra);
                } else {
                    writer.writeByte(DubboWire.VALUE + extra);
                    writer.writeObject(value, prepared.result());
                }
            }
            if (attachments && !(knownBytes && result.attachments().isEmpty())) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("dubbo", DubboWire.PROTOCOL_VERSION);
                if (dialect == Dialect.REDUB) {
                    map.put(DubboWire.REDUB, "1");
                }
                map.putAll(result.attachments());
                writer.writeMap(map);
            }
        } finally {
            writer.end();
        }
        if (attachments && knownBytes && result.attachments().isEmpty()) {
            out.writeBytes(dialect == Dialect.REDUB ? ResponseSuffix.REDUB : ResponseSuffix.DUBBO);
        }
        FrameHeader.end(out);
        prepared.answers().used(out.readableBytes());
        if (payload > 0 && out.readableBytes() > payload) {
            int size = out.readableBytes();
            out.release();
            throw new SerializationException(
                    "the answer has " + size + " bytes (payload limit: " + payload + ")");
        }
        return out;
    }

    /**
     * What the caller is told: the exception itself if the caller may know its class (declared by
     * the method, from the JDK, from the same code base as the interface, or the vocabulary's own,
     * which Dubbo has under names of its own), else its text.
     */
    private static Throwable thrown(
            Status status, ExportedService service, MethodModel method, Dialect dialect) {
        Throwable thrown = status.toThrowable();
        if (status.code() != StatusCode.APPLICATION
                || dialect == Dialect.REDUB
                || known(thrown, service, method)) {
            return thrown;
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return new RuntimeException(text.toString());
    }

    private static boolean known(Throwable thrown, ExportedService service, MethodModel method) {
        Class<?> type = thrown.getClass();
        if (!(thrown instanceof RuntimeException) && thrown instanceof Exception) {
            return true;
        }
        for (Class<?> declared : method.method().getExceptionTypes()) {
            if (declared == type) {
                return true;
            }
        }
        String name = type.getName();
        return type == GenericException.class
                || type == RpcException.class
                || name.startsWith("java.")
                || name.startsWith("javax.")
                || sameCodeBase(type, service.model().type());
    }

    private static boolean sameCodeBase(Class<?> type, Class<?> serviceType) {
        @Nullable Object here = location(serviceType);
        return here != null && here.equals(location(type));
    }

    private static @Nullable Object location(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
