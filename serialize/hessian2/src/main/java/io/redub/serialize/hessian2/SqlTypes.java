package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.ValueType.Part;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.List;

/** The dates of java.sql; apart from the others because a run time may lack the module. */
final class SqlTypes {
    private static final List<Part> VALUE = List.of(new Part("value", java.util.Date.class));

    static final List<ValueType<?>> ALL =
            List.of(
                    ValueType.of(
                                    Date.class,
                                    "java.sql.Date",
                                    VALUE,
                                    (out, v) -> out.writeDate(v.getTime()),
                                    v -> new Date(v.at(0, java.util.Date.class).getTime()))
                            .shared(),
                    ValueType.of(
                                    Time.class,
                                    "java.sql.Time",
                                    VALUE,
                                    (out, v) -> out.writeDate(v.getTime()),
                                    v -> new Time(v.at(0, java.util.Date.class).getTime()))
                            .shared(),
                    ValueType.of(
                                    Timestamp.class,
                                    "java.sql.Timestamp",
                                    VALUE,
                                    (out, v) -> out.writeDate(v.getTime()),
                                    v -> new Timestamp(v.at(0, java.util.Date.class).getTime()))
                            .shared()
                            .exact(
                                    List.of(
                                            new Part("value", java.util.Date.class),
                                            new Part("nanos", int.class)),
                                    (out, v) -> {
                                        out.writeDate(v.getTime());
                                        out.writeInt(v.getNanos());
                                    },
                                    v -> {
                                        Timestamp made =
                                                new Timestamp(
                                                        v.at(0, java.util.Date.class).getTime());
                                        if (v.has(1)) {
                                            made.setNanos(v.intAt(1));
                                        }
                                        return made;
                                    }));

    /** Caucho's form and Dubbo's have room for milliseconds; here the rest is not dropped. */
    static final FieldsCodec<Timestamp> FOR_CAUCHO =
            new FieldsCodec<>(Timestamp.class, SqlTypes::writeForCaucho, "value");

    private SqlTypes() {}

    private static void writeForCaucho(ValueWriter out, Timestamp value) {
        if (value.getNanos() % 1_000_000 != 0) {
            throw out.refused(
                    Timestamp.class,
                    "all but its milliseconds is lost; round it, or send its toInstant()");
        }
        out.writeDate(value.getTime());
    }
}
