package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Function;

/** {@link Date} and those of {@code java.sql}, as ISO-8601 text with all that they hold. */
final class DateValues {
    private DateValues() {}

    static void addTo(SimpleModule module) {
        add(module, Date.class, date -> Instant.ofEpochMilli(date.getTime()), Date::from);
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            Sql.addTo(module);
        }
    }

    private static <T extends Date> void add(
            SimpleModule module,
            Class<T> type,
            Function<T, Instant> instant,
            Function<Instant, T> made) {
        module.addSerializer(type, new Writer<>(type, instant));
        module.addDeserializer(type, new Reader<>(type, made));
    }

    /** Apart, as a run time may come without these classes. */
    private static final class Sql {
        static void addTo(SimpleModule module) {
            add(
                    module,
                    java.sql.Date.class,
                    date -> Instant.ofEpochMilli(date.getTime()),
                    at -> new java.sql.Date(at.toEpochMilli()));
            add(
                    module,
                    java.sql.Time.class,
                    time -> Instant.ofEpochMilli(time.getTime()),
                    at -> new java.sql.Time(at.toEpochMilli()));
            add(
                    module,
                    java.sql.Timestamp.class,
                    java.sql.Timestamp::toInstant,
                    at -> {
                        // It would wrap around.
                        Math.multiplyExact(at.getEpochSecond(), 1_000L);
                        return java.sql.Timestamp.from(at);
                    });
        }
    }

    private static final class Writer<T extends Date> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, Instant> instant;

        Writer(Class<T> type, Function<T, Instant> instant) {
            super(type);
            this.instant = instant;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            if (value.getClass() != _handledType) {
                throw new SerializationException(
                        "a %s would come back as a %s (send that)"
                                .formatted(value.getClass().getName(), _handledType.getName()));
            }
            out.writeString(instant.apply(value).toString());
        }
    }

    private static final class Reader<T extends Date> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<Instant, T> made;

        Reader(Class<T> type, Function<Instant, T> made) {
            super(type);
            this.made = made;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return made.apply(Instant.ofEpochMilli(in.getLongValue()));
            }
            String text = in.getText();
            try {
                if (!in.hasToken(JsonToken.VALUE_STRING)) {
                    throw new DateTimeException("no text");
                }
                return made.apply(
                        text.length() == 10
                                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
                throw new SerializationException(
                        "%s: %s (expected: ISO-8601 text with an offset, or milliseconds since 1970)"
                                .formatted(
                                        _valueClass.getName(),
                                        text.substring(0, Math.min(100, text.length()))),
                        e);
            }
        }
    }
}
