package io.redub.bench.micro;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The codec of Apache Dubbo 3.3, with its factory kept as Dubbo keeps it. */
final class HessianLiteCodec implements Codec {
    private final SerializerFactory factory = new SerializerFactory();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final Object payload;
    private final byte[] encoded;

    HessianLiteCodec(Shape shape) throws IOException {
        payload = shape.sample();
        encode();
        encoded = out.toByteArray();
    }

    @Override
    public int encode() throws IOException {
        out.reset();
        Hessian2Output hessian = new Hessian2Output(out);
        hessian.setSerializerFactory(factory);
        hessian.writeObject(payload);
        hessian.flushBuffer();
        return out.size();
    }

    @Override
    public Object decode() throws IOException {
        Hessian2Input hessian = new Hessian2Input(new ByteArrayInputStream(encoded));
        hessian.setSerializerFactory(factory);
        return hessian.readObject(payload.getClass());
    }
}
