package io.redub.bench.micro;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** The JDK's own. Its streams keep what they have seen, so every message needs new ones. */
final class JavaCodec implements Codec {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final Object payload;
    private final byte[] encoded;

    JavaCodec(Shape shape) throws IOException {
        payload = shape.sample();
        encode();
        encoded = out.toByteArray();
    }

    @Override
    public int encode() throws IOException {
        out.reset();
        ObjectOutputStream objects = new ObjectOutputStream(out);
        objects.writeObject(payload);
        objects.flush();
        return out.size();
    }

    @Override
    @SuppressWarnings("BanSerializableRead") // what was written a moment ago
    public Object decode() throws IOException, ClassNotFoundException {
        return new ObjectInputStream(new ByteArrayInputStream(encoded)).readObject();
    }
}
