package io.redub.serialize.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Values of the JDK of which Jackson keeps a part only: as all that they are, or refused. */
final class JdkValues {
    private JdkValues() {}

    static void addTo(SimpleModule module) {
        DateValues.addTo(module);
        module.addSerializer(
                BitSet.class,
                new Writer<>(
                        BitSet.class,
                        (bits, out) -> {
                            long[] words = bits.toLongArray();
                            out.writeArray(words, 0, words.length);
                        }));
        module.addDeserializer(
                BitSet.class,
                new Reader<>(
                        BitSet.class,
                        (in, context) -> BitSet.valueOf(context.readValue(in, long[].class))));
        module.addSerializer(Pattern.class, new Writer<>(Pattern.class, JdkValues::writePattern));
        module.addSerializer(
                TimeZone.class,
                new Writer<>(TimeZone.class, (zone, out) -> out.writeString(idOf(zone))));
        module.addDeserializer(
                TimeZone.class, new Reader<>(TimeZone.class, (in, context) -> zone(in.getText())));
        module.addSerializer(
                Calendar.class, new Writer<>(Calendar.class, JdkValues::writeCalendar));
        module.addDeserializer(Calendar.class, new Reader<>(Calendar.class, JdkValues::calendar));
        module.addDeserializer(
                GregorianCalendar.class,
                new Reader<>(GregorianCalendar.class, JdkValues::calendar));
    }

    /** Flags that the text sets itself cannot be told from those that were set beside it. */
    private static void writePattern(Pattern pattern, JsonGenerator out) throws IOException {
        if (pattern.flags() != 0) {
            throw new SerializationException(
                    "a java.util.regex.Pattern with flags %d would lose them: send its text and its flags, a String and an int"
                            .formatted(pattern.flags()));
        }
        out.writeString(pattern.pattern());
    }

    private static String idOf(TimeZone zone) {
        if (!TimeZone.getTimeZone(zone.getID()).equals(zone)) {
            throw new SerializationException(
                    "a java.util.TimeZone %s that is not the JDK's: send its rules as values of your own"
                            .formatted(zone.getID()));
        }
        return zone.getID();
    }

    private static TimeZone zone(String id) {
        TimeZone zone = id.length() > 100 ? null : TimeZone.getTimeZone(id);
        if (zone == null || !zone.getID().equals(id)) {
            throw new SerializationException(
                    "time zone %s (expected: an id that this JDK knows)"
                            .formatted(id.substring(0, Math.min(100, id.length()))));
        }
        return zone;
    }

    /** What makes one calendar equal another. */
    private record Fields(
            long millis, String zone, int firstDayOfWeek, int minimalDays, boolean lenient) {
        GregorianCalendar made() {
            GregorianCalendar made = new GregorianCalendar(JdkValues.zone(zone));
            made.setFirstDayOfWeek(firstDayOfWeek);
            made.setMinimalDaysInFirstWeek(minimalDays);
            made.setLenient(lenient);
            made.setTimeInMillis(millis);
            return made;
        }
    }

    private static void writeCalendar(Calendar calendar, JsonGenerator out) throws IOException {
        Fields fields =
                new Fields(
                        calendar.getTimeInMillis(),
                        idOf(calendar.getTimeZone()),
                        calendar.getFirstDayOfWeek(),
                        calendar.getMinimalDaysInFirstWeek(),
                        calendar.isLenient());
        if (calendar.getClass() != GregorianCalendar.class || !fields.made().equals(calendar)) {
            throw new SerializationException(
                    "a %s that would come back as another calendar: send a ZonedDateTime"
                            .formatted(calendar.getClass().getName()));
        }
        out.writeStartObject();
        out.writeNumberField("millis", fields.millis);
        out.writeStringField("zone", fields.zone);
        out.writeNumberField("firstDayOfWeek", fields.firstDayOfWeek);
        out.writeNumberField("minimalDays", fields.minimalDays);
        out.writeBooleanField("lenient", fields.lenient);
        out.writeEndObject();
    }

    private static GregorianCalendar calendar(JsonParser in, DeserializationContext context)
            throws IOException {
        if (!in.isExpectedStartObjectToken()) {
            throw new SerializationException(
                    "a calendar as %s (expected: an object with millis and zone)"
                            .formatted(in.currentToken()));
        }
        Fields fields = context.readValue(in, Fields.class);
        if (fields.zone == null
                || fields.firstDayOfWeek < Calendar.SUNDAY
                || fields.firstDayOfWeek > Calendar.SATURDAY
                || fields.minimalDays < 1
                || fields.minimalDays > 7) {
            throw new SerializationException(
                    "%s (expected: a zone, firstDayOfWeek and minimalDays from 1 to 7)"
                            .formatted(fields));
        }
        return fields.made();
    }

    private interface Written<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private interface Parsed<T> {
        T parse(JsonParser in, DeserializationContext context) throws IOException;
    }

    private static final class Writer<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Written<T> written;

        Writer(Class<T> type, Written<T> written) {
            super(type);
            this.written = written;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            written.write(value, out);
        }
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Parsed<? extends T> parsed;

        Reader(Class<T> type, Parsed<? extends T> parsed) {
            super(type);
            this.parsed = parsed;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return parsed.parse(in, context);
        }
    }
}
