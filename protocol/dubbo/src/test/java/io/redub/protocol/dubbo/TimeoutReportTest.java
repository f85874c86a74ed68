package io.redub.protocol.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.exchange.PendingCall.Heard;
import io.redub.exchange.Progress;
import io.redub.exchange.Progress.Stage;
import io.redub.service.CallTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeoutReportTest {
    /** Any point of {@link System#nanoTime()}, negative ones too. */
    private static final long START = -500;

    private static final long WRITTEN = at(2);

    private static long at(long millis) {
        return START + millis * 1_000_000;
    }

    /** A call with a limit of a second, ended at 1,003 ms. */
    private static TimeoutReport report(long asked, @Nullable Heard heard) {
        return new TimeoutReport(START, at(1_000), at(1_003), asked, heard);
    }

    private static Heard heard(long millis, Stage stage, long since, long waited, long ran) {
        return new Heard(
                at(millis),
                1_000_000,
                new Progress(stage, since * 1_000_000, waited * 1_000_000, ran * 1_000_000));
    }

    @Test
    void aRunningCallNamesQueueWireWaitAndExecution() {
        TimeoutReport report = report(0, heard(880, Stage.RUNNING, 876, 640, 236));
        assertThat(report.sent(WRITTEN))
                .isEqualTo(
                        " timed out after 1003 ms (limit 1000 ms): 2 ms in this process's queue,"
                                + " 2 ms on the wire, 640 ms waiting for a thread of the provider,"
                                + " 236 ms being executed, and still running when the provider was"
                                + " asked 123 ms before the end");
        CallTimes times = report.times(WRITTEN);
        assertThat(times)
                .isEqualTo(
                        new CallTimes(
                                Duration.ofMillis(1_003),
                                Duration.ofMillis(2),
                                Duration.ofMillis(2),
                                Duration.ofMillis(640),
                                Duration.ofMillis(236),
                                null));
        assertThat(times.unknown()).isEqualTo(Duration.ofMillis(123));
    }

    @Test
    void aCallThatNoThreadTookUpSaysSo() {
        TimeoutReport report = report(0, heard(875, Stage.WAITING, 870, 870, 0));
        assertThat(report.sent(WRITTEN))
                .contains("870 ms waiting for a thread of the provider, and still waiting when")
                .doesNotContain("executed");
        assertThat(report.times(WRITTEN).ran()).isNull();
    }

    @Test
    void anAnswerThatIsBeingWrittenIsToldApart() {
        TimeoutReport report = report(0, heard(875, Stage.REPLYING, 870, 10, 500));
        assertThat(report.sent(WRITTEN))
                .contains("500 ms being executed, 360 ms writing the answer, unfinished when");
        assertThat(report.times(WRITTEN).replied()).isEqualTo(Duration.ofMillis(360));
    }

    @Test
    void aProviderThatIsSilentIsSaidToBe() {
        assertThat(report(at(503), null).sent(WRITTEN))
                .endsWith(
                        "2 ms in this process's queue, then on the wire or at the provider, which"
                                + " did not answer a heartbeat sent 500 ms before the end: its"
                                + " process is paused, or the network is slow");
        assertThat(report(at(753), heard(510, Stage.RUNNING, 500, 1, 499)).sent(WRITTEN))
                .contains("499 ms being executed")
                .endsWith(
                        "it did not answer when asked again, 250 ms before the end: its process"
                                + " is paused, or the network is slow");
    }

    @Test
    void aProviderThatOnlyAnswersHeartbeatsWasUp() {
        TimeoutReport report = report(0, new Heard(at(880), 1_000_000, null));
        assertThat(report.sent(WRITTEN))
                .endsWith(
                        "which does not tell more; 123 ms before the end it answered a heartbeat"
                                + " within 1 ms, so it was up and in reach");
        assertThat(report.times(WRITTEN).unknown()).isEqualTo(Duration.ofMillis(1_001));
    }

    @Test
    void aProviderThatWasNotAskedIsNotBlamed() {
        assertThat(report(0, null).sent(WRITTEN)).endsWith("at the provider, which was not asked");
    }

    @Test
    void aCallThatWasNotSentSaysWhatItWaitedFor() {
        assertThat(report(0, null).unsent(true))
                .startsWith(" was not sent within 1000 ms: it waited 1003 ms in this process's")
                .contains("took no more");
        assertThat(report(0, null).unsent(false))
                .endsWith("1003 ms for a connection to the provider");
    }

    @Test
    void aPauseOfThisProcessIsNotBlamedOnTheProvider() {
        TimeoutReport late = new TimeoutReport(START, at(1_000), at(3_400), 0, null);
        assertThat(late.sent(WRITTEN))
                .endsWith(
                        "this process noticed it 2400 ms late: it was paused itself (garbage"
                                + " collection, or no CPU)");
    }
}
