package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.ResponseStatus;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads responses of one service. Thread-safe. */
final class ResponseDecoder {
    private final AllowedTypes types;
    private final DeclaredType throwable;
    private final ThreadLocal<ObjectReader> readers;
    private final Serialization serialization;
    private final boolean knownBytes;

    /** What the peer turned out to be; known from its first answer on. */
    private volatile Dialect peerDialect = Dialect.DUBBO;

    ResponseDecoder(Serialization serialization, AllowedTypes types) {
        this.types = types;
        this.serialization = serialization;
        this.throwable = serialization.declare(Throwable.class);
        this.readers = Codecs.readers(serialization);
        this.knownBytes = serialization.id() == DubboWire.HESSIAN2;
    }

    Dialect peerDialect() {
        return peerDialect;
    }

    /** That of this thread, unless a call is made while it reads for another one. */
    private ObjectReader reader() {
        ObjectReader own = readers.get();
        return own.inUse() ? serialization.reader() : own;
    }

    Result decode(DeclaredType result, ByteBuf body, String call) {
        ObjectReader reader = reader();
        try {
            reader.begin(body, types);
            int flag = reader.readByte();
            boolean attached = flag >= DubboWire.WITH_ATTACHMENTS;
            int kind = attached ? flag - DubboWire.WITH_ATTACHMENTS : flag;
            Object value =
                    switch (kind) {
                        case DubboWire.VALUE -> reader.readObject(result);
                        case DubboWire.EXCEPTION -> reader.readObject(throwable);
                        case DubboWire.NULL -> null;
                        default ->
                                throw new SerializationException(
                                        "unknown kind of response " + flag + " (expected: 0..5)");
                    };
            Map<String, Object> attachments = attached ? attachments(reader, body) : Map.of();
            return kind == DubboWire.EXCEPTION
                    ? new Result.Failure(thrown(value, call), attachments)
                    : value == null && attachments.isEmpty()
                            ? Result.NULL
                            : new Result.Value(value, attachments);
        } catch (SerializationException e) {
            return Result.failure(
                    new Status(
                            StatusCode.SERIALIZATION,
                            Origin.AFTER_SEND,
                            "the answer of " + call + " cannot be read: " + e.getMessage(),
                            e));
        } finally {
            reader.end();
        }
    }

    private Map<String, Object> attachments(ObjectReader reader, ByteBuf body) {
        Dialect known = knownBytes ? plain(body) : null;
        if (known != null) {
            if (known != peerDialect) {
                peerDialect = known;
            }
            return Map.of();
        }
        Map<String, Object> map = reader.readMap();
        if (map.containsKey(DubboWire.REDUB)) {
            peerDialect = Dialect.REDUB;
        }
        return map;
    }

    /** Whose plain suffix the rest of the body is, or null if it is another map. */
    private static @Nullable Dialect plain(ByteBuf body) {
        if (endsWith(ResponseSuffix.REDUB, body)) {
            return Dialect.REDUB;
        }
        return endsWith(ResponseSuffix.DUBBO, body) ? Dialect.DUBBO : null;
    }

    private static boolean endsWith(byte[] suffix, ByteBuf body) {
        if (body.readableBytes() != suffix.length) {
            return false;
        }
        int start = body.readerIndex();
        for (int i = suffix.length - 1; i >= 0; i--) {
            if (body.getByte(start + i) != suffix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Status thrown(@Nullable Object value, String call) {
        if (value instanceof RpcException remote) {
            return new Status(
                    StatusCode.of(remote.getCode()),
                    // Perhaps no refusal, but a failure that the method met and passed on: it ran.
                    Origin.AFTER_SEND,
                    call + " failed there: " + remote.getMessage(),
                    remote);
        }
        if (value instanceof UnknownThrowable unknown) {
            Status status =
                    new Status(
                            StatusCode.APPLICATION,
                            Origin.REMOTE,
                            call
                                    + " threw "
                                    + unknown.className()
                                    + ": "
                                    + unknown.getMessage()
                                    + " (a class this consumer does not admit)",
                            unknown);
            return new Status(
                    status.code(), status.origin(), status.message(), new RpcException(status));
        }
        if (value instanceof Throwable thrown) {
            return Status.application(thrown);
        }
        return Status.of(
                StatusCode.SERIALIZATION, Origin.REMOTE, call + " failed with no exception");
    }

    /** A response whose header tells of a failure: the body is one string. */
    Status decodeError(int status, ByteBuf body, String call) {
        String text;
        StatusCode told = null;
        ObjectReader reader = reader();
        try {
            reader.begin(body, types);
            text = String.valueOf(reader.readString());
            if (reader.hasNext()) {
                told = StatusCode.of(reader.readByte());
            }
        } catch (SerializationException e) {
            text = "(its message cannot be read: " + e.getMessage() + ")";
        } finally {
            reader.end();
        }
        String message = call + " was refused with status " + status + ": " + text;
        StatusCode code =
                switch (status) {
                    case ResponseStatus.CLIENT_TIMEOUT, ResponseStatus.SERVER_TIMEOUT ->
                            StatusCode.TIMEOUT;
                    case ResponseStatus.BAD_REQUEST,
                            ResponseStatus.BAD_RESPONSE,
                            ResponseStatus.SERIALIZATION_ERROR ->
                            StatusCode.SERIALIZATION;
                    case ResponseStatus.SERVICE_NOT_FOUND -> StatusCode.SERVICE_NOT_FOUND;
                    case ResponseStatus.SERVER_THREADPOOL_EXHAUSTED -> StatusCode.LIMIT_EXCEEDED;
                    default -> StatusCode.UNKNOWN;
                };
        return Status.of(told == null ? code : told, Origin.REMOTE, message);
    }
}
