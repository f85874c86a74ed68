package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.OutboundMethod;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ObjectReader;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.web.WebAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the answers of one service. Thread-safe. */
final class AnswerReader {
    private final HessianAttachments form;
    private final AllowedTypes types;
    private final HessianValues values;
    private final int payload;

    AnswerReader(HessianAttachments form, int payload) {
        this.form = form;
        this.types = form.types();
        this.values = form.values();
        this.payload = payload;
    }

    /**
     * The answer is closed here, or with the stream that is in the result.
     *
     * @throws Refusal if it is malformed
     * @throws io.redub.serialize.SerializationException if its values are not admitted
     */
    Result read(HessianMethod method, String call, WebAnswer answer) throws IOException {
        boolean kept = false;
        try {
            Map<String, Object> attachments = CallHeaders.attachments(answer.headers(), form);
            if (answer.status() != 200) {
                // The rest may not be there yet.
                int size = Math.min(ToldFailure.SHOWN, answer.body().available());
                byte[] text = answer.body().readNBytes(size);
                return new Result.Failure(ToldFailure.refused(call, answer, text), attachments);
            }
            boolean stream = method.result() == HessianMethod.Binary.STREAM;
            WireInput in =
                    new WireInput(answer.body(), stream ? OutboundMethod.STREAM_HEAD : payload);
            int kind = kind(in);
            if (kind == 'F') {
                return new Result.Failure(fault(in, call, answer), attachments);
            } else if (method.result() != HessianMethod.Binary.NONE) {
                if (stream) {
                    in.unlimited();
                }
                BinaryInput binary = BinaryInput.open(in, answer);
                kept = stream && binary != null;
                return new Result.Value(
                        binary == null || stream ? binary : binary.bytes(), attachments);
            }
            Object value = value(method, in);
            return value == null && attachments.isEmpty()
                    ? Result.NULL
                    : new Result.Value(value, attachments);
        } finally {
            if (!kept) {
                answer.close();
            }
        }
    }

    private static int kind(WireInput in) throws IOException {
        int form = in.next();
        int major = in.next();
        in.next();
        if (form != 'H' || major != 2) {
            throw new MalformedHessian(
                    "an answer that begins with 0x%02x 0x%02x (expected: 'H' and 2)"
                            .formatted(form, major));
        }
        int kind = in.next();
        if (kind != 'R' && kind != 'F') {
            throw new MalformedHessian("tag 0x%02x (expected: a reply or a fault)".formatted(kind));
        }
        return kind;
    }

    private @Nullable Object value(HessianMethod method, WireInput in) throws IOException {
        ByteBuf out = Unpooled.buffer(256);
        in.copyRest(out);
        ObjectReader reader = values.reader();
        try {
            reader.begin(out, types);
            return reader.readObject(Objects.requireNonNull(method.declared()));
        } finally {
            reader.end();
        }
    }

    private Status fault(WireInput in, String call, WebAnswer answer) throws IOException {
        ByteBuf out = Unpooled.buffer(256);
        in.copyRest(out);
        ObjectReader reader = values.reader();
        try {
            reader.begin(out, types);
            return Faults.status(reader.readMap(), ToldFailure.code(answer.headers()), call);
        } finally {
            reader.end();
        }
    }
}
