package io.redub.bench.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolsTableTest {
    @Test
    void everySizeOfEveryProtocolIsARowAndNoCallFails() throws Exception {
        List<String> progress = new ArrayList<>();

        ProtocolsTable table =
                ProtocolsTable.measure(
                        List.of("dubbo", "hessian"), 1, Duration.ofMillis(200), progress::add);

        assertThat(table.markdown())
                .contains("while 8 others make those of 1 MB")
                .contains("| 100 B | `dubbo` |", "| 10 KB | `hessian` |", "| 1 MB | `dubbo` |");
        assertThat(table.errors()).isZero();
        assertThat(progress).hasSize(12);
    }

    @Test
    void wrongAnswersAndFailedCallsAreErrorsAndDoNotCount() throws Exception {
        Carrier wrong = parcel -> parcel;
        Carrier failing =
                parcel -> {
                    throw new IllegalStateException("on purpose");
                };

        for (Carrier carrier : List.of(wrong, failing)) {
            Measured measured = ClosedLoop.run(carrier, 100, 2, 1_000_000);

            assertThat(measured.errors()).isPositive();
            assertThat(measured.perSecond()).isZero();
        }
    }
}
