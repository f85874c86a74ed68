package io.redub.bench.micro;

import com.caucho.hessian.io.AbstractStringValueDeserializer;
import com.caucho.hessian.io.ExtSerializerFactory;
import com.caucho.hessian.io.Hessian2Input;
import com.caucho.hessian.io.Hessian2Output;
import com.caucho.hessian.io.SerializerFactory;
import com.caucho.hessian.io.StringValueSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Function;

/** The original Hessian, with its input and output kept. It has no form for {@code java.time}. */
final class CauchoCodec implements Codec {
    private final SerializerFactory factory = new SerializerFactory();
    private final Hessian2Output hessianOut = new Hessian2Output();
    private final Hessian2Input hessianIn = new Hessian2Input();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final Object payload;
    private final byte[] encoded;

    CauchoCodec(Shape shape) throws IOException {
        factory.addFactory(dates());
        hessianOut.setSerializerFactory(factory);
        hessianIn.setSerializerFactory(factory);
        payload = shape.sample();
        encode();
        encoded = out.toByteArray();
    }

    /** Dates as ISO text, in the way it writes other values that are a string. */
    private static ExtSerializerFactory dates() {
        ExtSerializerFactory dates = new ExtSerializerFactory();
        dates.addSerializer(LocalDate.class, StringValueSerializer.SER);
        dates.addSerializer(LocalDateTime.class, StringValueSerializer.SER);
        dates.addDeserializer(LocalDate.class, new Parsed(LocalDate::parse));
        dates.addDeserializer(LocalDateTime.class, new Parsed(LocalDateTime::parse));
        return dates;
    }

    private static final class Parsed extends AbstractStringValueDeserializer {
        private final Function<String, Object> parse;

        Parsed(Function<String, Object> parse) {
            this.parse = parse;
        }

        @Override
        protected Object create(String text) {
            return parse.apply(text);
        }
    }

    @Override
    public int encode() throws IOException {
        out.reset();
        hessianOut.init(out);
        hessianOut.writeObject(payload);
        hessianOut.flushBuffer();
        return out.size();
    }

    @Override
    public Object decode() throws IOException {
        hessianIn.init(new ByteArrayInputStream(encoded));
        return hessianIn.readObject(payload.getClass());
    }
}
