package io.redub.serialize.hessian2;

import io.redub.serialize.WireNames;
import java.util.List;

/** Classes as values: by name, and found only among the admitted ones. */
final class ClassCodec extends Codec implements ObjectForm {
    static final ClassCodec INSTANCE = new ClassCodec();

    private static final List<String> NAME = List.of("name");
    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "char", "short", "int", "long", "float", "double");
    private static final WireName DEFINITION = WireName.ofDefinition("java.lang.Class", NAME);

    private ClassCodec() {}

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (!out.wroteRef(value)) {
            out.writeObjectHead(DEFINITION);
            out.writeString(WireNames.installed().nameOf((Class<?>) value));
        }
    }

    /** What an array class is called in a list, of what Java calls it. */
    private static String listName(String name) {
        int dimensions = name.lastIndexOf('[') + 1;
        String component = name.substring(dimensions);
        int primitive = component.length() == 1 ? "ZBCSIJFD".indexOf(component) : -1;
        if (primitive >= 0) {
            component = PRIMITIVES.get(primitive);
        } else if (component.startsWith("L") && component.endsWith(";")) {
            component = component.substring(1, component.length() - 1);
        }
        return name.substring(0, dimensions) + component;
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
        Class<?> found = in.findClass(name.startsWith("[") ? listName(name) : name);
        in.setRef(number, found);
        return found;
    }
}
