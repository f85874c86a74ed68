package com.example;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.extension.ExtensionLoader;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Hessian2, deflated: for large values over slow lines. A message is its length and the bytes. */
public final class DeflatedSerialization implements Serialization {
    /** A few bytes could otherwise become as many as a peer likes. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Serialization plain =
            ExtensionLoader.getExtensionLoader(Serialization.class).getExtension("hessian2");

    @Override
    public byte id() {
        return 30;
    }

    @Override
    public String name() {
        return "deflated";
    }

    @Override
    public DeclaredType declare(Type type) {
        return plain.declare(type);
    }

    @Override
    public ObjectWriter writer() {
        return new DeflatedWriter(plain.writer());
    }

    @Override
    public ObjectReader reader() {
        return new DeflatedReader(plain.reader());
    }

    private static final class DeflatedWriter implements ObjectWriter {
        private final ObjectWriter plain;
        private ByteBuf target;
        private ByteBuf whole;

        DeflatedWriter(ObjectWriter plain) {
            this.plain = plain;
        }

        @Override
        public void begin(ByteBuf out, Dialect dialect) {
            target = out;
            whole = Unpooled.buffer();
            plain.begin(whole, dialect);
        }

        @Override
        public void writeByte(int value) {
            plain.writeByte(value);
        }

        @Override
        public void writeString(String value) {
            plain.writeString(value);
        }

        @Override
        public void writeObject(Object value, DeclaredType declared) {
            plain.writeObject(value, declared);
        }

        @Override
        public void writeMap(Map<String, ?> map) {
            plain.writeMap(map);
        }

        @Override
        public void end() {
            plain.end();
            if (whole == null) {
                return;
            }
            byte[] deflated = deflate(whole);
            target.writeInt(deflated.length).writeBytes(deflated);
            whole = null;
            target = null;
        }

        /** Writing an object may run code of its class, which may make a call. */
        @Override
        public boolean inUse() {
            return target != null;
        }
    }

    private static byte[] deflate(ByteBuf whole) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(whole.array(), whole.arrayOffset(), whole.readableBytes());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static final class DeflatedReader implements ObjectReader {
        private final ObjectReader plain;
        private ByteBuf source;
        private AllowedTypes types;
        private boolean begun;

        DeflatedReader(ObjectReader plain) {
            this.plain = plain;
        }

        @Override
        public void begin(ByteBuf in, AllowedTypes allowed) {
            source = in;
            types = allowed;
            begun = false;
        }

        /** At the first value: what is wrong with the bytes is said by a method that may say so. */
        private ObjectReader inflated() {
            if (!begun) {
                plain.begin(inflate(source), types);
                begun = true;
            }
            return plain;
        }

        @Override
        public void admit(AllowedTypes allowed) {
            types = allowed;
            if (begun) {
                plain.admit(allowed);
            }
        }

        @Override
        public boolean hasNext() {
            return inflated().hasNext();
        }

        @Override
        public int readByte() {
            return inflated().readByte();
        }

        @Override
        public String readString() {
            return inflated().readString();
        }

        @Override
        public Object readObject(DeclaredType declared) {
            return inflated().readObject(declared);
        }

        @Override
        public Map<String, Object> readMap() {
            return inflated().readMap();
        }

        @Override
        public void end() {
            plain.end();
            source = null;
        }

        /** The same for reading. */
        @Override
        public boolean inUse() {
            return source != null;
        }
    }

    private static ByteBuf inflate(ByteBuf in) {
        if (in.readableBytes() < 4 || in.getInt(in.readerIndex()) != in.readableBytes() - 4) {
            throw new SerializationException("deflated: the message is cut off");
        }
        byte[] deflated = new byte[in.readInt()];
        in.readBytes(deflated);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteBuf whole = Unpooled.buffer();
            byte[] chunk = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                whole.writeBytes(chunk, 0, count);
                if (count == 0 || whole.readableBytes() > MOST_BYTES) {
                    throw new SerializationException(
                            "deflated: " + (count == 0 ? "cut off" : "more than " + MOST_BYTES + " bytes"));
                }
            }
            return whole;
        } catch (DataFormatException e) {
            throw new SerializationException("deflated: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
