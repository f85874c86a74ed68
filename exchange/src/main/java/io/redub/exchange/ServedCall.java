package io.redub.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A request that a peer waits for the answer to. The peer may ask how it gets on, and withdraw it;
 * both are served on the I/O thread, so they work while every worker is busy.
 *
 * <p>{@code stage} is written after the time that belongs to it, by the thread that works on the
 * call, and read by the I/O thread.
 */
public abstract class ServedCall {
    private final long id;
    private final long receivedNanos = System.nanoTime();
    private long begunNanos;
    private long returnedNanos;
    private volatile Progress.@Nullable Stage stage = Progress.Stage.WAITING;
    private volatile boolean withdrawn;
    private @Nullable ServedTable table;

    /**
     * @param id of the request
     */
    protected ServedCall(long id) {
        this.id = id;
    }

    public final long id() {
        return id;
    }

    /** When the request was received, on the scale of {@link System#nanoTime()}. */
    protected final long receivedNanos() {
        return receivedNanos;
    }

    /** A thread takes the call up. */
    protected final void begun() {
        begunNanos = System.nanoTime();
        stage = Progress.Stage.RUNNING;
    }

    /** The method answered. */
    protected final void returned() {
        returnedNanos = System.nanoTime();
        stage = Progress.Stage.REPLYING;
    }

    /** Nothing more will happen for the call: it was answered, or never will be. */
    protected final void ended() {
        stage = null;
        ServedTable owner = table;
        if (owner != null) {
            owner.remove(this);
        }
    }

    final boolean hasEnded() {
        return stage == null;
    }

    /** Whether the peer said that it does not want the answer any more. */
    protected final boolean withdrawn() {
        return withdrawn;
    }

    final void withdraw() {
        withdrawn = true;
    }

    /** Before it is handed to another thread. */
    final void registered(ServedTable owner) {
        table = owner;
    }

    /** How far it has got; null if it has ended. */
    final @Nullable Progress progress(long now) {
        Progress.Stage reached = stage;
        if (reached == null) {
            return null;
        }
        long since = now - receivedNanos;
        return switch (reached) {
            case WAITING -> new Progress(reached, since, since, 0);
            case RUNNING -> {
                long waited = begunNanos - receivedNanos;
                yield new Progress(reached, since, waited, since - waited);
            }
            case REPLYING ->
                    new Progress(
                            reached, since, begunNanos - receivedNanos, returnedNanos - begunNanos);
        };
    }
}
