package io.redub.bench.micro;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.redub.bench.Page;
import io.redub.bench.User;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;

/** Kryo with registered classes, as by default: shared objects are not kept, fields not named. */
final class KryoCodec implements Codec {
    private final Kryo kryo = new Kryo();
    private final Output out = new Output(8192, -1);
    private final Input in = new Input();
    private final Object payload;
    private final byte[] encoded;

    KryoCodec(Shape shape) {
        kryo.register(User.class);
        kryo.register(Page.class);
        kryo.register(Warehouse.class);
        kryo.register(Article.class);
        kryo.register(ArrayList.class);
        kryo.register(HashMap.class);
        kryo.register(LocalDate.class);
        kryo.register(LocalDateTime.class);
        kryo.register(int[].class);
        payload = shape.sample();
        encode();
        encoded = out.toBytes();
    }

    @Override
    public int encode() {
        out.reset();
        kryo.writeObject(out, payload);
        return out.position();
    }

    @Override
    public Object decode() {
        in.setBuffer(encoded);
        return kryo.readObject(in, payload.getClass());
    }
}
