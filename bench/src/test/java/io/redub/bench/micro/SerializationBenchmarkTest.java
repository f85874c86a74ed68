package io.redub.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerializationBenchmarkTest {
    static Stream<Arguments> everyCell() {
        return Arrays.stream(Library.values())
                .flatMap(
                        library ->
                                Arrays.stream(Shape.values())
                                        .map(shape -> Arguments.of(library, shape)));
    }

    @ParameterizedTest
    @MethodSource("everyCell")
    void everyLibraryDecodesWhatItEncodesAsOftenAsItIsAsked(Library library, Shape shape)
            throws Exception {
        Codec codec = SerializationBenchmark.checked(library, shape);
        int size = codec.encode();
        assertThat(size).isPositive().isEqualTo(codec.encode());
        assertThat(codec.decode()).usingRecursiveComparison().isEqualTo(shape.sample());
    }

    @Test
    void aTinyRunMakesAWholeTable() throws Exception {
        SerializationPlan plan =
                new SerializationPlan(
                        List.of(Shape.USER),
                        List.of(Library.REDUB, Library.HESSIAN_LITE),
                        2,
                        1,
                        2,
                        10,
                        0);
        List<String> progress = new ArrayList<>();

        String report = SerializationTable.measure(plan, progress::add).markdown();

        assertThat(progress).hasSize(2 * 2);
        List<String> table = report.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(table).hasSize(2 + 2);
        long columns = table.get(0).chars().filter(c -> c == '|').count();
        assertThat(table)
                .allSatisfy(
                        row -> assertThat(row.chars().filter(c -> c == '|')).hasSize((int) columns))
                .noneMatch(row -> row.contains("NaN") || row.contains("| 0 |"));
        assertThat(table.get(3)).startsWith("| USER | hessian-lite").endsWith("| 1.00 | 1.00 |");
        assertThat(report).contains("Machine: ");
    }
}
