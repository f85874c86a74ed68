package io.redub.bench.micro;

import io.redub.bench.Page;
import io.redub.bench.User;
import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;

/** Fory from Java to Java with registered classes of one version; shared objects are not kept. */
final class ForyCodec implements Codec {
    private final Fory fory;
    private final MemoryBuffer out = MemoryBuffer.newHeapBuffer(8192);
    private final MemoryBuffer in;
    private final Object payload;

    ForyCodec(Shape shape) {
        fory =
                Fory.builder()
                        .withXlang(false)
                        .withCompatible(false)
                        .withRefTracking(false)
                        .requireClassRegistration(true)
                        .build();
        fory.register(User.class);
        fory.register(Page.class);
        fory.register(Warehouse.class);
        fory.register(Article.class);
        payload = shape.sample();
        in = MemoryBuffer.fromByteArray(fory.serialize(payload));
    }

    @Override
    public int encode() {
        out.writerIndex(0);
        fory.serialize(out, payload);
        return out.writerIndex();
    }

    @Override
    public Object decode() {
        in.readerIndex(0);
        return fory.deserialize(in);
    }
}
