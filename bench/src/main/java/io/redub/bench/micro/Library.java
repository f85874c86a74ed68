package io.redub.bench.micro;

import io.redub.serialize.Dialect;

/** Who encodes. A new one is a constant here and a {@link Codec}. */
public enum Library {
    REDUB("Redub hessian2", shape -> new RedubCodec(shape, Dialect.REDUB)),
    REDUB_TO_DUBBO("Redub hessian2 to Dubbo", shape -> new RedubCodec(shape, Dialect.DUBBO)),
    HESSIAN_LITE("hessian-lite 4.0.4", HessianLiteCodec::new),
    CAUCHO("Caucho Hessian 4.0.66", CauchoCodec::new),
    JAVA("Java serialization", JavaCodec::new),
    PROTOBUF("protobuf + conversion", ProtobufCodec::new),
    JSONB("Fastjson2 JSONB", Fastjson2Codec::new),
    KRYO("Kryo 5", KryoCodec::new),
    FORY("Fory", ForyCodec::new),
    JACKSON("JSON, Jackson", JacksonCodec::new),
    JAXB("XML, JAXB", JaxbCodec::new);

    private interface Maker {
        Codec make(Shape shape) throws Exception;
    }

    private final String label;
    private final Maker maker;

    Library(String label, Maker maker) {
        this.label = label;
        this.maker = maker;
    }

    /** For people. */
    String label() {
        return label;
    }

    /**
     * A codec of a sample of {@code shape}.
     *
     * @throws Exception if the library cannot encode it at all
     */
    Codec codec(Shape shape) throws Exception {
        return maker.make(shape);
    }
}
