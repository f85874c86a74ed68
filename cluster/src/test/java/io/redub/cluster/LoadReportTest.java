package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadReportTest {
    private static double read(Object report) {
        NodeLoad load = new NodeLoad();
        LoadReport.read(Result.value("x").withAttachments(Map.of("lb_adaptive", report)), load, 0);
        return load.reported(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curTime:1700000000000,load:42.5 | 0.425",
                "load:7 | 0.07",
                "curTime:1,load:150.0,rt:3 | 1.5",
                "curTime:1,mem:3,load:1.0E1 | 0.1"
            })
    void whatDubboAndRedubReportIsRead(String report, double load) {
        assertThat(read(report)).isEqualTo(load, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "load",
                "load:",
                "load:x",
                "overload:5",
                "load:-100",
                "load:NaN",
                "load:Infinity"
            })
    void nonsenseOfAPeerIsAsNoReport(String report) {
        assertThat(read(report)).isEqualTo(NodeLoad.UNREPORTED);
    }

    @Test
    void anAttachmentThatIsNoTextIsAsNoReport() {
        assertThat(read(5)).isEqualTo(NodeLoad.UNREPORTED);
    }

    @Test
    void aCallThatAsksCarriesWhatItCarriedBefore() {
        Invocation call =
                Invocation.of(ServiceModel.of(Runnable.class).methods().get(0))
                        .withAttachment("a", "b");
        assertThat(LoadReport.asked(call).attachments())
                .isEqualTo(Map.of("a", "b", "lb_adaptive", "mem,load"));
    }
}
