package io.redub.bench.micro;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;

/** Protobuf with the conversion between its messages and the service's objects, both ways. */
final class ProtobufCodec implements Codec {
    private final Messages<?> messages;
    private final Object payload;
    private final byte[] encoded;
    private byte[] out = new byte[8192];

    ProtobufCodec(Shape shape) throws IOException {
        messages = Messages.of(shape);
        payload = shape.sample();
        encoded = messages.toMessage(payload).toByteArray();
    }

    @Override
    public int encode() throws IOException {
        MessageLite message = messages.toMessage(payload);
        int size = message.getSerializedSize();
        if (size > out.length) {
            out = new byte[size];
        }
        message.writeTo(CodedOutputStream.newInstance(out, 0, size));
        return size;
    }

    @Override
    public Object decode() throws IOException {
        return messages.parse(encoded);
    }
}
