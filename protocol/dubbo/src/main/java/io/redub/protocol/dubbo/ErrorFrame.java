package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.exchange.FrameHeader;
import io.redub.protocol.SerializationChoice;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.service.StatusCode;

/**
 * A response with a status other than OK: its body is one string, a message for people. Behind it
 * stands the number of a {@link StatusCode}, which Dubbo peers do not read.
 */
final class ErrorFrame {
    /**
     * Longer messages are cut: they carry no value to the caller, and the peer chose their size.
     */
    private static final int MAX_MESSAGE = 8 * 1024;

    private ErrorFrame() {}

    /** In the serialization of the request, as Dubbo peers read it, if that is installed here. */
    static ByteBuf of(int serializationId, long id, int status, StatusCode code, String message) {
        String told = cut(message);
        ByteBuf frame = Unpooled.buffer(FrameHeader.LENGTH + 64 + told.length());
        FrameHeader.begin(frame, serializationId, status);
        FrameHeader.id(frame, id);
        Serialization serialization = Serializations.byId(serializationId);
        if (serialization == null) {
            // The least surprising of those that the peer will not understand.
            serialization = SerializationChoice.require(SerializationChoice.HESSIAN2);
        }
        ObjectWriter writer = Codecs.free(Codecs.writers(serialization).get(), serialization);
        writer.begin(frame, Dialect.DUBBO);
        try {
            writer.writeString(told);
            writer.writeByte(code.number());
        } finally {
            writer.end();
        }
        FrameHeader.end(frame);
        return frame;
    }

    /** The message as far as it is sent. */
    static String cut(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }
}
