package io.redub.protocol;

import io.redub.service.Invocation;
import java.util.concurrent.RejectedExecutionException;

/** Where a caller wants to go on with the answer to its call. */
public final class Continuation {
    private Continuation() {}

    /**
     * Reads an answer, and does all that hangs on it, where {@link Invocation#continuation()} says;
     * on this thread if there is no room.
     */
    public static void of(Invocation call, Runnable task) {
        try {
            call.continuation().execute(task);
        } catch (RejectedExecutionException full) {
            // Better done here than never: the caller waits.
            task.run();
        }
    }
}
