package io.redub.serialize.hessian2;

import io.redub.serialize.WireNames;
import java.util.List;

/** Classes as values: by name, and found only among the admitted ones. */
final class ClassCodec extends Codec implements ObjectForm {
    static final ClassCodec INSTANCE = new ClassCodec();

    private static final List<String> NAME = List.of("name");
    private static final WireName DEFINITION = WireName.ofDefinition("java.lang.Class", NAME);

    private ClassCodec() {}

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (!out.wroteRef(value)) {
            out.writeObjectHead(DEFINITION);
            out.writeString(WireNames.installed().nameOf((Class<?>) value));
        }
    }

    @Override
    public List<String> fieldNames() {
        return NAME;
    }

    @Override
    public Object read(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        String name = "";
        for (int slot : def.slots()) {
            if (slot == 0) {
                String read = in.readString();
                name = read == null ? "" : read;
            } else {
                in.enterValue();
                in.readValue(TypeNode.DROPPED);
                in.leaveValue();
            }
        }
        Class<?> found = in.findClass(name);
        in.setRef(number, found);
        return found;
    }
}
