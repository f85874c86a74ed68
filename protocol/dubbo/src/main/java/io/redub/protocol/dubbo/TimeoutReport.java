package io.redub.protocol.dubbo;

import io.redub.exchange.PendingCall.Heard;
import io.redub.exchange.Progress;
import io.redub.service.CallTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says where the time of a call went that has timed out, from what this process saw and what the
 * provider told when it was asked. Only durations are added and subtracted, never the clocks of two
 * machines. All times are on the scale of {@link System#nanoTime()}.
 *
 * @param askedNanos since when the provider owed an answer to how the call gets on; 0: it did not
 * @param heard what it answered before; null if nothing
 */
record TimeoutReport(
        long startNanos,
        long deadlineNanos,
        long endNanos,
        long askedNanos,
        @Nullable Heard heard) {
    /** A deadline noticed this much later was not merely waiting for the timer's next tick. */
    private static final long LATE_NANOS = 100_000_000;

    /** The text for a call that never left this process. */
    String unsent(boolean queued) {
        return " was not sent within "
                + millis(deadlineNanos - startNanos)
                + " ms: it waited "
                + millis(endNanos - startNanos)
                + (queued
                        ? " ms in this process's queue for the connection, which took no more (the"
                                + " provider does not read what it is sent, or the network is slow)"
                        : " ms for a connection to the provider")
                + late();
    }

    /** The text for a call that was sent. */
    String sent(long writtenNanos) {
        return " timed out after "
                + millis(endNanos - startNanos)
                + " ms (limit "
                + millis(deadlineNanos - startNanos)
                + " ms): "
                + millis(writtenNanos - startNanos)
                + " ms in this process's queue, "
                + beyond(writtenNanos)
                + late();
    }

    private String beyond(long writtenNanos) {
        Heard last = heard;
        if (last == null) {
            return "then on the wire or at the provider, "
                    + (askedNanos == 0
                            ? "which was not asked"
                            : "which did not answer a heartbeat sent "
                                    + before(askedNanos)
                                    + " the end: its process is paused, or the network is slow");
        }
        Progress progress = last.progress();
        String more =
                progress == null
                        ? "then on the wire or at the provider, which does not tell more; "
                                + before(last.nanos())
                                + " the end it answered a heartbeat within "
                                + millis(last.roundTripNanos())
                                + " ms, so it was up and in reach"
                        : millis(wire(last, progress, writtenNanos))
                                + " ms on the wire, "
                                + atProvider(progress)
                                + " when the provider was asked "
                                + before(last.nanos())
                                + " the end";
        return askedNanos == 0
                ? more
                : more
                        + "; it did not answer when asked again, "
                        + before(askedNanos)
                        + " the end: its process is paused, or the network is slow";
    }

    private static String atProvider(Progress progress) {
        String waited = millis(progress.waitedNanos()) + " ms waiting for a thread of the provider";
        String ran = waited + ", " + millis(progress.ranNanos()) + " ms being executed";
        return switch (progress.stage()) {
            case WAITING -> waited + ", and still waiting";
            case RUNNING -> ran + ", and still running";
            case REPLYING ->
                    ran + ", " + millis(replying(progress)) + " ms writing the answer, unfinished";
        };
    }

    private String late() {
        long late = endNanos - deadlineNanos;
        return late < LATE_NANOS
                ? ""
                : "; this process noticed it "
                        + millis(late)
                        + " ms late: it was paused itself (garbage collection, or no CPU)";
    }

    /** The parts as far as they are known. */
    CallTimes times(long writtenNanos) {
        Duration elapsed = Duration.ofNanos(endNanos - startNanos);
        Duration queued = Duration.ofNanos(writtenNanos - startNanos);
        Heard last = heard;
        Progress progress = last == null ? null : last.progress();
        if (last == null || progress == null) {
            return new CallTimes(elapsed, queued, null, null, null, null);
        }
        boolean begun = progress.stage() != Progress.Stage.WAITING;
        return new CallTimes(
                elapsed,
                queued,
                Duration.ofNanos(wire(last, progress, writtenNanos)),
                Duration.ofNanos(progress.waitedNanos()),
                begun ? Duration.ofNanos(progress.ranNanos()) : null,
                progress.stage() == Progress.Stage.REPLYING
                        ? Duration.ofNanos(replying(progress))
                        : null);
    }

    /** There and back: what passed here less what passed there. */
    private static long wire(Heard last, Progress progress, long writtenNanos) {
        return Math.max(0, last.nanos() - writtenNanos - progress.sinceNanos());
    }

    private static long replying(Progress progress) {
        return Math.max(0, progress.sinceNanos() - progress.waitedNanos() - progress.ranNanos());
    }

    private String before(long nanos) {
        return millis(endNanos - nanos) + " ms before";
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
