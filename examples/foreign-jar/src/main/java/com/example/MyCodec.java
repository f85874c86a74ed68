package com.example;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Values of one service as text: what a serialization makes of them, in base 64. Thread-safe. */
final class MyCodec {
    private final Serialization serialization;
    private final AllowedTypes types;

    /** What came in a line: attachments and values. */
    record Content(Map<String, Object> attachments, List<Object> values) {}

    MyCodec(ServiceModel service, URL url) {
        this.serialization =
                ExtensionLoader.getExtensionLoader(Serialization.class)
                        .getExtension(url.getParameter("serialization", "hessian2"));
        this.types = ServiceWorld.of(service, url);
    }

    static List<Type> arguments(MethodModel method) {
        return method.parameterTypes();
    }

    String encode(Map<String, Object> attachments, List<Type> declared, Object... values) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = serialization.writer();
        writer.begin(out, Dialect.REDUB);
        try {
            writer.writeMap(attachments);
            for (int i = 0; i < values.length; i++) {
                writer.writeObject(values[i], serialization.declare(declared.get(i)));
            }
        } finally {
            writer.end();
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    Content decode(String text, List<Type> declared) {
        ObjectReader reader = serialization.reader();
        reader.begin(Unpooled.wrappedBuffer(Base64.getDecoder().decode(text)), types);
        try {
            Map<String, Object> attachments = reader.readMap();
            List<Object> values = new ArrayList<>();
            for (Type type : declared) {
                values.add(reader.readObject(serialization.declare(type)));
            }
            return new Content(attachments, values);
        } finally {
            reader.end();
        }
    }
}
