package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.WireNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Enums by name; a constant with a body belongs to its enum. */
final class EnumCodec extends Codec implements ObjectForm {
    private static final List<String> NAME = List.of("name");

    private static final ClassValue<EnumCodec> ALL =
            new ClassValue<>() {
                @Override
                protected EnumCodec computeValue(Class<?> type) {
                    return new EnumCodec(type);
                }
            };

    private final Class<?> type;
    private final WireName definition;
    private final Map<String, Enum<?>> constants = new HashMap<>();

    private EnumCodec(Class<?> type) {
        this.type = type;
        this.definition = WireName.ofDefinition(WireNames.installed().nameOf(type), NAME);
        for (Object constant : type.getEnumConstants()) {
            Enum<?> each = (Enum<?>) constant;
            constants.put(each.name(), each);
        }
    }

    /** {@code type} is an enum or the class of a constant's body. */
    static EnumCodec of(Class<?> type) {
        return ALL.get(type.isEnum() ? type : type.getSuperclass());
    }

    static boolean isEnum(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return type.isEnum() || parent != null && parent.isEnum();
    }

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (!out.wroteRef(value)) {
            out.writeObjectHead(definition);
            out.writeString(((Enum<?>) value).name());
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
        Enum<?> constant = constants.get(name);
        if (constant == null) {
            throw new SerializationException(
                    "%s has no such constant here (%d chars); bring both sides to one version"
                            .formatted(type.getName(), name.length()));
        }
        in.setRef(number, constant);
        return constant;
    }
}
