package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Outgoing;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its response. Exactly one of {@link #answered} and {@link #failed} is
 * called, once: whoever takes the call out of the table of its connection ends it.
 *
 * <p>{@code state} goes from QUEUED to WRITTEN on the I/O thread, or to DROPPED by whoever ends the
 * call first; that one step decides whether the request may have been executed.
 */
public abstract class PendingCall implements Outgoing {
    private static final int QUEUED = 0;
    private static final int WRITTEN = 1;
    private static final int DROPPED = 2;
    private static final AtomicIntegerFieldUpdater<PendingCall> STATE =
            AtomicIntegerFieldUpdater.newUpdater(PendingCall.class, "state");

    private final ByteBuf frame;
    private final long deadlineNanos;
    private volatile int state;
    private long id;
    private @Nullable PendingTable table;

    /**
     * @param frame header and body; the id is filled in when the call is sent
     * @param deadlineNanos on the scale of {@link System#nanoTime()}
     */
    protected PendingCall(ByteBuf frame, long deadlineNanos) {
        this.frame = frame;
        this.deadlineNanos = deadlineNanos;
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

    /** Whether the request was handed to the socket. */
    public final boolean written() {
        return state == WRITTEN;
    }

    final void registered(PendingTable owner, long newId) {
        table = owner;
        id = newId;
        FrameHeader.id(frame, newId);
    }

    final boolean hasId(long wanted) {
        return id == wanted;
    }

    final long deadlineNanos() {
        return deadlineNanos;
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
