package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.SerializationException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read in a shorter way when it comes as usual is read as well when it does not. */
class FastPathTest {
    private static final String DATE = "com.alibaba.com.caucho.hessian.io.java8.LocalDateHandle";
    private static final LocalDate LEAP_DAY = LocalDate.of(2024, 2, 29);

    static class Dated implements Serializable {
        LocalDate first;
        LocalDate second;
    }

    static class Other implements Serializable {
        int number = 7;
    }

    private static ValueWriter dated() {
        ValueWriter out = new ValueWriter();
        out.begin(Dialect.DUBBO);
        out.writeObjectHead(ObjectPlan.of(Dated.class).definition);
        return out;
    }

    private static void writeDate(ValueWriter out, String... parts) {
        out.writeObjectHead(WireName.ofDefinition(DATE, List.of(parts)));
        for (String part : parts) {
            switch (part) {
                case "year" -> out.writeInt(LEAP_DAY.getYear());
                case "month" -> out.writeInt(LEAP_DAY.getMonthValue());
                case "day" -> out.writeInt(LEAP_DAY.getDayOfMonth());
                default -> out.writeString("of a later release");
            }
        }
    }

    private static Dated read(ValueWriter out) {
        byte[] bytes = Arrays.copyOf(out.bytes, out.at);
        return (Dated) Wire.read(bytes, Dated.class, Wire.types(Dated.class));
    }

    @Test
    void aDateWhosePartsComeInAnotherOrderAndItsReferenceAreTheDate() {
        ValueWriter out = dated();
        writeDate(out, "year", "month", "era", "day");
        out.put(Tag.REF);
        out.writeInt(1);

        Dated dated = read(out);

        assertThat(dated.first).isEqualTo(LEAP_DAY).isSameAs(dated.second);
    }

    @Test
    void aDateInTheUsualOrderCanBeReferredTo() {
        ValueWriter out = dated();
        writeDate(out, "day", "month", "year");
        out.put(Tag.REF);
        out.writeInt(1);

        Dated dated = read(out);

        assertThat(dated.first).isEqualTo(LEAP_DAY).isSameAs(dated.second);
    }

    @Test
    void aDateFieldTakesNullAndNothingThatIsNoDate() {
        ValueWriter out = dated();
        out.writeNull();
        writeDate(out, "day", "month", "year");
        Dated dated = read(out);
        assertThat(Arrays.asList(dated.first, dated.second)).containsOnlyOnce(LEAP_DAY, null);

        ValueWriter wrong = dated();
        wrong.writeInt(20240229);
        wrong.writeNull();
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.time.LocalDate");
    }

    @Test
    void definitionsAreFoundInWhateverOrderMessagesBringThem() {
        Hessian2Serialization hessian = new Hessian2Serialization();
        DeclaredType any = hessian.declare(Object.class);
        AllowedTypes types = Wire.types(Dated.class, Other.class);
        ObjectReader reader = hessian.reader();
        Dated dated = new Dated();
        dated.second = LEAP_DAY;
        List<List<Object>> messages =
                List.of(
                        List.of(dated, new Other()),
                        List.of(new Other(), dated),
                        List.of(dated),
                        List.of(new Other()),
                        List.of(dated, new Other(), dated));
        for (int i = 0; i < 50; i++) {
            List<Object> sent = messages.get(i * 3 % messages.size());
            reader.begin(
                    Unpooled.wrappedBuffer(Wire.write(sent, Object.class, Dialect.REDUB)), types);
            List<?> read = new ArrayList<>((List<?>) reader.readObject(any));
            reader.end();
            assertThat(read).hasSameSizeAs(sent).usingRecursiveComparison().isEqualTo(sent);
        }
    }
}
