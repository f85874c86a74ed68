package io.redub.protocol.rmi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.protocol.SerializationChoice;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls and answers as bytes, with attachments and the time that is left. Thread-safe. */
final class CallForm {
    static final Serialization VALUES = SerializationChoice.require("nativejava");
    private static final DeclaredType THROWN = VALUES.declare(Throwable.class);

    private static final int VALUE = 0;
    private static final int THREW = 1;
    private static final int FAILED = 2;

    private final ServiceModel model;
    private final AllowedTypes types;
    private final DeclaredType[][] parameters;
    private final DeclaredType[] results;

    CallForm(ServiceModel model, AllowedTypes types) {
        this.model = model;
        this.types = types;
        this.parameters =
                model.methods().stream()
                        .map(
                                method ->
                                        method.parameterTypes().stream()
                                                .map(CallForm::declared)
                                                .toArray(DeclaredType[]::new))
                        .toArray(DeclaredType[][]::new);
        this.results =
                model.methods().stream()
                        .map(method -> declared(method.resultType()))
                        .toArray(DeclaredType[]::new);
    }

    /** Objects are read, so a primitive is in its box. */
    static DeclaredType declared(Type type) {
        return VALUES.declare(type);
    }

    byte[] request(Invocation call, Map<String, Object> attachments, long millisLeft) {
        return written(
                out -> {
                    MethodModel method = call.method();
                    out.writeString(method.name());
                    out.writeString(method.descriptor());
                    out.writeString(Long.toString(millisLeft));
                    out.writeMap(attachments);
                    DeclaredType[] declared = parameters[method.index()];
                    for (int i = 0; i < declared.length; i++) {
                        out.writeObject(call.arguments()[i], declared[i]);
                    }
                });
    }

    /**
     * @throws NoSuchMethodException if the service has no such method
     */
    Invocation call(byte[] request) throws NoSuchMethodException {
        ObjectReader in = VALUES.reader();
        in.begin(Unpooled.wrappedBuffer(request), types);
        try {
            String name = in.readString();
            String descriptor = in.readString();
            MethodModel method = model.find(String.valueOf(name), String.valueOf(descriptor));
            if (method == null) {
                throw new NoSuchMethodException(
                        model.interfaceName() + " has no method " + name + "(" + descriptor + ")");
            }
            long millis = Long.parseLong(String.valueOf(in.readString()));
            Map<String, Object> attachments = in.readMap();
            DeclaredType[] declared = parameters[method.index()];
            @Nullable Object[] arguments = new Object[declared.length];
            for (int i = 0; i < declared.length; i++) {
                arguments[i] = in.readObject(declared[i]);
            }
            return new Invocation(
                    method,
                    arguments,
                    attachments,
                    CallMode.ASYNC,
                    Runnable::run,
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (NumberFormatException e) {
            throw new SerializationException("the time that is left is no number", e);
        } finally {
            in.end();
        }
    }

    byte[] answer(MethodModel method, Result result) {
        try {
            return written(out -> write(method, result, out));
        } catch (SerializationException e) {
            return failure(
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.REMOTE,
                            "the answer cannot be written: " + e.getMessage()));
        }
    }

    byte[] failure(Status status) {
        return written(out -> writeFailed(status, Map.of(), out));
    }

    private void write(MethodModel method, Result result, ObjectWriter out) {
        if (result instanceof Result.Value value) {
            out.writeByte(VALUE);
            out.writeMap(value.attachments());
            out.writeObject(value.value(), results[method.index()]);
        } else {
            Status status = ((Result.Failure) result).status();
            Throwable cause = status.cause();
            if (status.code() == StatusCode.APPLICATION && cause != null) {
                out.writeByte(THREW);
                out.writeMap(result.attachments());
                out.writeObject(cause, THROWN);
            } else {
                writeFailed(status, result.attachments(), out);
            }
        }
    }

    private static void writeFailed(
            Status status, Map<String, Object> attachments, ObjectWriter out) {
        out.writeByte(FAILED);
        out.writeMap(attachments);
        out.writeByte(status.code().number());
        out.writeString(status.message());
    }

    Result result(MethodModel method, byte[] answer) {
        ObjectReader in = VALUES.reader();
        in.begin(Unpooled.wrappedBuffer(answer), types);
        try {
            int kind = in.readByte();
            Map<String, Object> attachments = new LinkedHashMap<>(in.readMap());
            Result result =
                    switch (kind) {
                        case VALUE -> Result.value(in.readObject(results[method.index()]));
                        case THREW -> Result.failure(thrown((Throwable) in.readObject(THROWN)));
                        case FAILED ->
                                Result.failure(
                                        Status.of(
                                                StatusCode.of(in.readByte()),
                                                Origin.REMOTE,
                                                String.valueOf(in.readString())));
                        default -> throw new SerializationException("an answer of kind " + kind);
                    };
            return attachments.isEmpty() ? result : result.withAttachments(attachments);
        } finally {
            in.end();
        }
    }

    /** What a method threw: itself, or what is known of it if its class is not admitted. */
    static Status thrown(@Nullable Throwable thrown) {
        if (thrown instanceof UnknownThrowable || thrown == null) {
            return new Status(
                    StatusCode.UNKNOWN,
                    Origin.REMOTE,
                    "the method threw " + thrown + ", whose class is not admitted here",
                    thrown);
        }
        return Status.application(thrown);
    }

    private interface Content {
        void write(ObjectWriter out);
    }

    private static byte[] written(Content content) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = VALUES.writer();
        writer.begin(out, Dialect.REDUB);
        boolean whole = false;
        try {
            content.write(writer);
            whole = true;
        } finally {
            if (!whole) {
                writer.end();
            }
        }
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}
