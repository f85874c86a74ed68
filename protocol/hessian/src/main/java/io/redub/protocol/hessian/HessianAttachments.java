package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.protocol.web.AttachmentForm;
import io.redub.protocol.web.CallHeaders;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Attachments as a map of Hessian 2 in Base64, and, as Dubbo 2.7 writes them, as headers. */
record HessianAttachments(AllowedTypes types, HessianValues values) implements AttachmentForm {
    private static final String HEADER = "x-redub-hessian-attachments";

    /** The second is in front of those of consumers of Dubbo 2.7. */
    private static final List<String> PREFIXES = List.of(CallHeaders.ATTACHMENT, "header");

    @Override
    public String header() {
        return HEADER;
    }

    @Override
    public List<String> prefixes() {
        return PREFIXES;
    }

    @Override
    public Map<String, Object> read(String written) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(written);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("header " + HEADER + " is no Base64", e);
        }
        ObjectReader reader = values.reader();
        try {
            reader.begin(Unpooled.wrappedBuffer(bytes), types);
            return reader.readMap();
        } finally {
            reader.end();
        }
    }

    @Override
    public String write(Map<String, Object> attachments) {
        ByteBuf out = Unpooled.buffer(256);
        ObjectWriter writer = values.writer();
        try {
            writer.begin(out, Dialect.REDUB);
            writer.writeMap(attachments);
        } finally {
            writer.end();
        }
        return Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(out));
    }
}
