package io.redub.bench.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** JSON with a reader and a writer of the type; dates as ISO text, as people write JSON. */
final class JacksonCodec implements Codec {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Object payload;
    private final byte[] encoded;

    JacksonCodec(Shape shape) throws IOException {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .build();
        writer = mapper.writerFor(mapper.constructType(shape.type()));
        reader = mapper.readerFor(mapper.constructType(shape.type()));
        payload = shape.sample();
        encode();
        encoded = out.toByteArray();
    }

    @Override
    public int encode() throws IOException {
        out.reset();
        writer.writeValue(out, payload);
        return out.size();
    }

    @Override
    public Object decode() throws IOException {
        return reader.readValue(encoded);
    }
}
