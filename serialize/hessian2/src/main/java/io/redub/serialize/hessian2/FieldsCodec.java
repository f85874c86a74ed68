package io.redub.serialize.hessian2;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes a value as an object with these fields. What reads them is a form of its own.
 *
 * @param <T> the class of the values
 */
final class FieldsCodec<T> extends Codec {
    final Class<T> type;
    private final WireName definition;
    private final BiConsumer<ValueWriter, T> write;

    FieldsCodec(Class<T> type, BiConsumer<ValueWriter, T> write, String... fields) {
        this.type = type;
        this.definition = WireName.ofDefinition(type.getName(), List.of(fields));
        this.write = write;
    }

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (!out.wroteRef(value)) {
            out.writeObjectHead(definition);
            write.accept(out, type.cast(value));
        }
    }
}
