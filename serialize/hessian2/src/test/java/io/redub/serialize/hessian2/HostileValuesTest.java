package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that would change on the way, or take long, are refused. */
class HostileValuesTest {
    private static final AllowedTypes TYPES = ServiceTypes.of("the service").build();

    private final Hessian2Serialization form = new Hessian2Serialization();

    private ByteBuf written(Object value) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = form.writer();
        writer.begin(out, Dialect.REDUB);
        try {
            writer.writeObject(value, form.declare(Object.class));
        } finally {
            writer.end();
        }
        return out;
    }

    private Object read(ByteBuf in, Type type) {
        ObjectReader reader = form.reader();
        reader.begin(in, TYPES);
        try {
            return reader.readObject(form.declare(type));
        } finally {
            reader.end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris", "UTC", "GMT", "GMT+8", "GMT-0", "EST", "PST"})
    void aZoneIsTheSameOnTheOtherSide(String id) {
        TimeZone zone = TimeZone.getTimeZone(id);
        assertThat(read(written(zone), Object.class)).isEqualTo(zone);
        Calendar calendar = new GregorianCalendar(zone);
        assertThat(read(written(calendar), Object.class)).isEqualTo(calendar);
    }

    @Test
    void aZoneThatNobodyElseKnowsIsNotMadeGreenwich() {
        for (SimpleTimeZone zone :
                List.of(
                        new SimpleTimeZone(3_600_000, "mine"),
                        new SimpleTimeZone(3_600_000, "America/New_York"))) {
            for (Object value : List.of(zone, new GregorianCalendar(zone))) {
                assertThatThrownBy(() -> written(value))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("SimpleTimeZone");
            }
        }
        ByteBuf unknown = written(TimeZone.getTimeZone("Europe/Paris"));
        unknown.setByte(unknown.writerIndex() - 1, 'z');
        assertThatThrownBy(() -> read(unknown, Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not known here");
    }

    @Test
    void aDoubleJustBeyondALongIsNoLong() {
        assertThat(read(written(-0x1p63), long.class)).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> read(written(0x1p63), long.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.util.Hashtable", "java.util.WeakHashMap"})
    @Timeout(8)
    void textsOfOneHashCodeInATableAreRefused(String type) {
        ByteBuf in = Unpooled.buffer();
        in.writeByte('M').writeByte(type.length());
        in.writeCharSequence(type, StandardCharsets.US_ASCII);
        for (int i = 0; i < 1 << 16; i++) {
            in.writeByte(0x30).writeByte(32);
            for (int bit = 0; bit < 16; bit++) {
                in.writeCharSequence((i >> bit & 1) == 0 ? "Aa" : "BB", StandardCharsets.US_ASCII);
            }
            in.writeByte('T');
        }
        in.writeByte('Z');
        assertThatThrownBy(() -> read(in, Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("serialize.max.elements");
    }

    @Test
    void aLargeTableOfOrdinaryKeysIsTaken() {
        Map<Object, Object> table = new Hashtable<>();
        for (int i = 0; i < 200_000; i++) {
            table.put("key " + i, i);
        }
        assertThat(read(written(table), Object.class)).isEqualTo(table);
    }
}
