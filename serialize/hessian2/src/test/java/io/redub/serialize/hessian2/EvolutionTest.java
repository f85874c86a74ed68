package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions of a class on the two sides. */
class EvolutionTest {
    static class Before implements Serializable {
        byte small = 1;
        short medium = 2;
        int number = 3;
        long wide = 4;
        float real = 1.5f;
        String name = "n";
        String gone = "gone";
        List<Integer> items = List.of(1);
        Object any = "text";
    }

    static class After implements Serializable {
        int small;
        int medium;
        long number;
        long wide;
        double real;
        String name;
        String added;
        int addedNumber;
        Object items;
        String any;
    }

    static class Narrow implements Serializable {
        byte number;
        int name;
    }

    record NewPoint(int x, String label, Integer added, long addedNumber) implements Serializable {}

    record OldPoint(String label, int x) implements Serializable {}

    private static <T> T as(Object value, Class<T> type, Dialect dialect) {
        byte[] bytes = Wire.write(value, value.getClass(), dialect);
        ServiceTypes types =
                ServiceTypes.of("demo.Service").alias(value.getClass().getName(), type).build();
        return type.cast(Wire.read(bytes, type, types));
    }

    @Test
    void fieldsAddedKeepTheirDefaultsFieldsGoneAreDroppedAndNumbersWiden() {
        for (Dialect dialect : Dialect.values()) {
            After read = as(new Before(), After.class, dialect);
            assertThat(read.small).isEqualTo(1);
            assertThat(read.medium).isEqualTo(2);
            assertThat(read.number).isEqualTo(3);
            assertThat(read.wide).isEqualTo(4);
            assertThat(read.real).isEqualTo(1.5);
            assertThat(read.name).isEqualTo("n");
            assertThat(read.added).isNull();
            assertThat(read.addedNumber).isZero();
            assertThat(read.items).isEqualTo(List.of(1));
            assertThat(read.any).isEqualTo("text");
        }
    }

    @Test
    void aValueThatDoesNotFitANarrowerFieldIsAnErrorAndOneThatFitsIsTaken() {
        Before value = new Before();
        value.number = 300;
        assertThatThrownBy(() -> as(value, Narrow.class, Dialect.REDUB))
                .isInstanceOf(SerializationException.class);
        Before text = new Before();
        assertThatThrownBy(() -> as(text, Narrow.class, Dialect.REDUB))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("int");
    }

    @Test
    void aRecordTakesWhatIsThereByName() {
        for (Dialect dialect : List.of(Dialect.DUBBO, Dialect.REDUB)) {
            assertThat(as(new OldPoint("p", 1), NewPoint.class, dialect))
                    .isEqualTo(new NewPoint(1, "p", null, 0));
            assertThat(as(new NewPoint(1, "p", 2, 3), OldPoint.class, dialect))
                    .isEqualTo(new OldPoint("p", 1));
        }
    }
}
