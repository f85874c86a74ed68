package io.redub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BenchTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    @Timeout(60)
    void aTinyRunMakesAWholeTableWithoutErrors() throws Exception {
        Plan plan =
                Plan.quick()
                        .timed(SHORT, 1, SHORT)
                        .only(List.of("redub", "raw", "getUser", "sync-32", "async-256"));
        List<String> progress = new ArrayList<>();

        Results results = new Bench(plan, null, progress::add).run();
        String report = new Report(plan, results).markdown();

        assertThat(results.errors()).isZero();
        assertThat(progress).hasSize(2 * 2 * 2);
        List<String> table = report.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(table).hasSize(2 + 2 * 2);
        long columns = table.get(0).chars().filter(c -> c == '|').count();
        assertThat(table)
                .allSatisfy(
                        row ->
                                assertThat(row.chars().filter(c -> c == '|'))
                                        .hasSize((int) columns));
        assertThat(table)
                .filteredOn(row -> row.startsWith("| getUser |"))
                .hasSize(4)
                .noneMatch(row -> row.contains("NaN") || row.contains("| 0 | 0 |"));
        assertThat(report).contains("Machine: ").contains("-Xmx1g");
    }

    @Test
    void aWordThatNamesNothingIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> Plan.full().only(List.of("getUser", "sync-3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[sync-3]")
                .hasMessageContaining("getUser")
                .hasMessageContaining("sync-32");
    }

    @Test
    void wordsOfOneKindWidenAndOfDifferentKindsNarrow() {
        Plan part = Plan.full().only(List.of("getUser", "listUser", "sync-1", "dubbo"));

        assertThat(part.sides()).containsExactly(Side.DUBBO);
        assertThat(part.cells())
                .extracting(Cell::toString)
                .containsExactly("getUser sync-1", "listUser sync-1");
    }
}
