package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Outgoing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its response, and the promise of what the response means. Exactly one of
 * {@link #answered} and {@link #failed} is called, once: whoever takes the call out of the table of
 * its connection ends it. Cancelling takes it out too: then neither is called, a request still
 * queued is never sent, and a provider that has it is told to drop it.
 *
 * <p>{@code state} goes from QUEUED to WRITTEN on the I/O thread, or to DROPPED by whoever ends the
 * call first; that one step decides whether the request may have been executed.
 *
 * @param <T> what the promise is completed with
 */
public abstract class PendingCall<T> extends CompletableFuture<T> implements Outgoing {
    private static final int QUEUED = 0;
    private static final int WRITTEN = 1;
    private static final int DROPPED = 2;

    @SuppressWarnings("rawtypes") // class literals have no type arguments
    private static final AtomicIntegerFieldUpdater<PendingCall> STATE =
            AtomicIntegerFieldUpdater.newUpdater(PendingCall.class, "state");

    /** The provider is asked when half of the time has passed, then half of the rest, and so on. */
    private static final int MAX_ASKS = 3;

    private final ByteBuf frame;
    private final long startNanos;
    private final long deadlineNanos;
    private volatile int state;
    private volatile @Nullable PendingTable table;
    private long id;
    private long writtenNanos;

    /** Of the sweeping thread only. */
    private long askNanos;

    /** Of the sweeping thread only. */
    private int asks;

    /** When the provider was asked first since it answered last; 0 if it owes no answer. */
    private volatile long askedNanos;

    private volatile @Nullable Heard heard;

    /**
     * What came back when the provider was asked after the call.
     *
     * @param nanos when, on the scale of {@link System#nanoTime()}
     * @param roundTripNanos between asking and the answer
     * @param progress null if the provider only said that it is there
     */
    public record Heard(long nanos, long roundTripNanos, @Nullable Progress progress) {}

    /**
     * @param frame header and body; the id is filled in when the call is sent
     * @param startNanos when the call began, on the scale of {@link System#nanoTime()}
     * @param deadlineNanos on the same scale
     */
    protected PendingCall(ByteBuf frame, long startNanos, long deadlineNanos) {
        this.frame = frame;
        this.startNanos = startNanos;
        this.deadlineNanos = deadlineNanos;
        this.askNanos = deadlineNanos - (deadlineNanos - startNanos) / 2;
    }

    /**
     * The response came. Called on the I/O thread; hand the work over, do not do it here.
     *
     * @param status status of the header
     * @param flags flags of the header
     * @param body the body, owned by this call from now on
     */
    protected abstract void answered(int status, int flags, ByteBuf body);

    /** No response will come. Called on any thread. */
    protected abstract void failed(CallFailure why, @Nullable Throwable cause);

    @Override
    public final ByteBuf frame() {
        return frame;
    }

    @Override
    public final boolean writing() {
        writtenNanos = System.nanoTime();
        return STATE.compareAndSet(this, QUEUED, WRITTEN);
    }

    @Override
    public final void dropped() {
        endUnsent(CallFailure.NOT_SENT);
    }

    /** Ends a call for which the connection has no room. */
    final void refused() {
        endUnsent(CallFailure.LIMIT);
    }

    private void endUnsent(CallFailure why) {
        PendingTable owner = table;
        if (owner != null && owner.remove(id) == this) {
            STATE.compareAndSet(this, QUEUED, DROPPED);
            failed(why, null);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            takeBack();
        }
        return cancelled;
    }

    /** Takes a call that was cancelled back, as far as it has got. */
    final void takeBack() {
        PendingTable owner = table;
        if (owner != null
                && owner.remove(id) == this
                && !STATE.compareAndSet(this, QUEUED, DROPPED)) {
            owner.tellWithdrawn(id);
        }
    }

    /** Whether the request was handed to the socket. */
    public final boolean written() {
        return state == WRITTEN;
    }

    /** Whether the request is, or was, in the queue of a connection. */
    protected final boolean queued() {
        return table != null;
    }

    /** When the call began. */
    protected final long startNanos() {
        return startNanos;
    }

    protected final long deadlineNanos() {
        return deadlineNanos;
    }

    /** When the request was handed to the socket; meaningless before that. */
    protected final long writtenNanos() {
        return writtenNanos;
    }

    /** Since when the provider owes an answer to how the call gets on; 0 if it does not. */
    protected final long askedNanos() {
        return askedNanos;
    }

    /** What the provider answered last when it was asked how the call gets on, or null. */
    protected final @Nullable Heard heard() {
        return heard;
    }

    final void registered(PendingTable owner, long newId) {
        id = newId;
        table = owner;
        FrameHeader.id(frame, newId);
    }

    final boolean hasId(long wanted) {
        return id == wanted;
    }

    final long id() {
        return id;
    }

    /** Whether the provider is to be asked now how the call gets on; by the sweeping thread. */
    final boolean asksAt(long now) {
        if (now - askNanos < 0 || asks >= MAX_ASKS || state != WRITTEN) {
            return false;
        }
        asks++;
        askNanos = deadlineNanos - (deadlineNanos - now) / 2;
        if (askedNanos == 0) {
            askedNanos = now;
        }
        return true;
    }

    /** The provider answered how the call gets on; null if it only said that it is there. */
    final void heard(@Nullable Progress progress) {
        long asked = askedNanos;
        long now = System.nanoTime();
        Heard before = heard;
        long roundTrip = asked != 0 ? now - asked : before == null ? 0 : before.roundTripNanos;
        heard = new Heard(now, roundTrip, progress);
        askedNanos = 0;
    }

    /** Ends a call that was taken out of the table because its deadline passed. */
    final void expire() {
        boolean unsent = STATE.compareAndSet(this, QUEUED, DROPPED);
        failed(unsent ? CallFailure.TIMEOUT_BEFORE_SEND : CallFailure.TIMEOUT, null);
    }

    /** Ends a call that was taken out of the table because its connection closed. */
    final void lose(@Nullable Throwable cause) {
        boolean unsent = STATE.compareAndSet(this, QUEUED, DROPPED);
        failed(unsent ? CallFailure.NOT_SENT : CallFailure.LOST, cause);
    }
}
