package io.redub.service;

import java.util.concurrent.CompletionStage;

/**
 * The promise of a call that can be taken back: the promise ends with a {@link
 * java.util.concurrent.CancellationException}, a request that is still here is not sent, and a
 * provider that has it is told not to begin it. The futures that the JDK derives from such a
 * promise ({@code thenApply}, {@code whenComplete} …) are withdrawable, too, and what they were
 * derived to do is done; so filters need not know of it. Thread-safe.
 */
public interface Withdrawable {
    /**
     * @return false if the call has ended already
     */
    boolean withdraw();

    /**
     * Takes the call of this promise back if that is possible; else nothing happens. To be
     * preferred to cancelling the future of a promise whose origin is not known: a future that is
     * cancelled never does what it was derived to do, such as counting that a call has ended.
     *
     * @return whether it was taken back
     */
    static boolean withdraw(CompletionStage<?> promise) {
        return promise instanceof Withdrawable call && call.withdraw();
    }
}
