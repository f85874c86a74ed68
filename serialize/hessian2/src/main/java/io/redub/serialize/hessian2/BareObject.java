package io.redub.serialize.hessian2;

import java.util.List;

/** {@code new Object()}: nothing but an identity. */
final class BareObject extends Codec implements ObjectForm {
    static final BareObject INSTANCE = new BareObject();

    private static final WireName DEFINITION = WireName.ofDefinition("object", List.of());

    private BareObject() {}

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (out.dubbo()) {
            throw out.refused(Object.class, "Dubbo 2.7 cannot read it; send null or a string");
        }
        if (!out.wroteRef(value)) {
            out.writeObjectHead(DEFINITION);
        }
    }

    @Override
    public List<String> fieldNames() {
        return List.of();
    }

    @Override
    public Object read(ValueReader in, Definition def, TypeNode declared) {
        Object made = new Object();
        in.addRef(made);
        in.dropFields(def);
        return made;
    }
}
