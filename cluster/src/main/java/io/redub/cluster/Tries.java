package io.redub.cluster;

import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Who was tried for one call, and what came of it. Used by one thread at a time. */
final class Tries {
    /** Of how many tries a message tells; the others are only counted. */
    private static final int MOST_TOLD = 20;

    private final List<ProviderNode> nodes = new ArrayList<>(2);
    private int failures;
    private final StringBuilder told = new StringBuilder();
    private boolean mayHaveRun;

    /** Those that failed, each once, in this order. */
    List<ProviderNode> nodes() {
        return nodes;
    }

    void failed(ProviderNode node, Status status) {
        failures++;
        if (nodes.stream().noneMatch(each -> each == node)) {
            nodes.add(node);
        }
        mayHaveRun |= !status.surelyNotExecuted();
        if (failures > MOST_TOLD) {
            return;
        }
        told.append(told.length() == 0 ? "" : ", ")
                .append(node.address())
                .append(' ')
                .append(status.code().name().toLowerCase(Locale.ROOT))
                .append(
                        switch (status.origin()) {
                            case BEFORE_SEND -> " before it was sent";
                            case AFTER_SEND -> " after it was sent";
                            case REMOTE -> " as its answer";
                        });
    }

    int failures() {
        return failures;
    }

    /**
     * The failure of the call, which tells of each try.
     *
     * @param note why there was no further try; empty if that needs no saying
     */
    Status summary(Status last, String note) {
        if (last.code() == StatusCode.APPLICATION || failures < 2 && note.isEmpty()) {
            return last;
        }
        return with(
                last,
                mayHaveRun,
                "tried "
                        + (failures == 1 ? "once" : failures + " times")
                        + ": "
                        + told()
                        + (note.isEmpty() ? "" : "; " + note));
    }

    /**
     * The failure of a call that went to several.
     *
     * @param asked how many had it, of all who were to have it
     */
    Status broadcast(Status last, int asked, int all) {
        if (last.code() == StatusCode.APPLICATION) {
            return last;
        }
        return with(
                last,
                mayHaveRun || asked > failures,
                "of "
                        + all
                        + " providers "
                        + asked
                        + " were asked and "
                        + failures
                        + " failed: "
                        + told());
    }

    private String told() {
        int untold = failures - MOST_TOLD;
        return untold <= 0 ? told.toString() : told + " and " + untold + " more";
    }

    /** The last failure alone may say that nothing ran, when another try did. */
    private static Status with(Status last, boolean mayHaveRun, String more) {
        return new Status(
                last.code(),
                mayHaveRun && last.surelyNotExecuted() ? Origin.AFTER_SEND : last.origin(),
                last.message() + " (" + more + ")",
                last.cause(),
                last.times());
    }

    /** Whether somebody answered: with a value, or with what the user's method threw. */
    static boolean isAnswer(@Nullable Result result) {
        return result instanceof Result.Value
                || result instanceof Result.Failure failure
                        && failure.status().code() == StatusCode.APPLICATION;
    }

    /** Whether a try was taken back; what depends on its promise has that wrapped. */
    static boolean wasTakenBack(@Nullable Throwable fault) {
        return fault instanceof CancellationException
                || fault instanceof CompletionException wrapped
                        && wrapped.getCause() instanceof CancellationException;
    }

    /** The failure of a try that was no answer. */
    static Status status(@Nullable Result result, @Nullable Throwable fault) {
        return result instanceof Result.Failure failure ? failure.status() : broken(fault);
    }

    /** What becomes of a call when a plug-in does what it must not. */
    static Status broken(@Nullable Throwable fault) {
        return new Status(
                StatusCode.INTERNAL,
                Origin.AFTER_SEND,
                "an invoker ended with an exception instead of a result: " + fault,
                fault);
    }
}
