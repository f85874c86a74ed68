package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import io.redub.transport.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait for a response, found by id without hashing or locking.
 *
 * <p>Ids count up; an id's slot is its low bits. A slot still taken by an older call is passed
 * over, and its id never used. Most connections get by with the small array; the large one is made
 * only when the small one is crowded, and ids in it carry {@link #LARGE}. When both are full the
 * call is refused, which bounds what one connection may have in flight.
 */
final class PendingTable {
    static final int SMALL_SLOTS = 1 << 10;
    static final int LARGE_SLOTS = 1 << 16;
    private static final long LARGE = 1L << 62;
    private static final int PROBES = 64;

    /** Calls that a provider may be asked after in one sweep; more wait for the next. */
    private static final int ASKS_PER_SWEEP = 64;

    /** How long after a call was withdrawn an answer may come that nobody waits for. */
    private static final long STRAY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Connection connection;
    private final Level small = new Level(SMALL_SLOTS);

    /** When a call was withdrawn last that the provider has; 0 if none was. */
    private volatile long withdrawnNanos;

    /** Of the sweeping thread only. */
    private int asksLeft;

    private volatile @Nullable Level large;

    PendingTable(Connection connection) {
        this.connection = connection;
    }

    /** One array and the counter that hands out its ids. */
    private static final class Level {
        final AtomicReferenceArray<@Nullable PendingCall<?>> slots;
        final AtomicLong next = new AtomicLong();
        final int mask;
        private long swept;
        private volatile long sweeping;
        private volatile boolean rescan;

        Level(int size) {
            slots = new AtomicReferenceArray<>(size);
            mask = size - 1;
        }

        boolean add(PendingCall<?> call, PendingTable table, long mark, int probes) {
            for (int i = 0; i < probes; i++) {
                long sequence = next.getAndIncrement();
                int slot = (int) sequence & mask;
                if (slots.get(slot) == null) {
                    call.registered(table, sequence | mark);
                    if (slots.compareAndSet(slot, null, call)) {
                        if (sequence < sweeping) {
                            // A sweep may have passed this slot while it was still empty.
                            rescan = true;
                        }
                        return true;
                    }
                }
            }
            return false;
        }

        @Nullable PendingCall<?> find(long id) {
            PendingCall<?> call = slots.get((int) id & mask);
            return call != null && call.hasId(id) ? call : null;
        }

        @Nullable PendingCall<?> remove(long id) {
            int slot = (int) id & mask;
            PendingCall<?> call = slots.get(slot);
            return call != null && call.hasId(id) && slots.compareAndSet(slot, call, null)
                    ? call
                    : null;
        }

        /** Looks at the ids given out since the oldest call that still waits, and only at those. */
        void sweep(long now, PendingTable table) {
            long end = next.get();
            sweeping = end;
            long oldest = Math.max(0, end - slots.length());
            boolean all = rescan;
            if (all) {
                // Only a request that was seen is cleared, and before the scan that fulfils it.
                rescan = false;
            }
            long at = all ? oldest : Math.max(swept, oldest);
            boolean front = true;
            for (; at < end; at++) {
                int slot = (int) at & mask;
                PendingCall<?> call = slots.get(slot);
                if (call != null && now - call.deadlineNanos() >= 0) {
                    if (slots.compareAndSet(slot, call, null)) {
                        call.expire();
                    }
                    call = slots.get(slot);
                }
                if (call != null) {
                    if (front) {
                        front = false;
                        swept = at;
                    }
                    table.askAfter(call, now);
                }
            }
            if (front) {
                swept = end;
            }
        }

        boolean isEmpty() {
            for (int slot = 0; slot <= mask; slot++) {
                if (slots.get(slot) != null) {
                    return false;
                }
            }
            return true;
        }

        void takeAll(Consumer<PendingCall<?>> consumer) {
            for (int slot = 0; slot <= mask; slot++) {
                PendingCall<?> call = slots.getAndSet(slot, null);
                if (call != null) {
                    consumer.accept(call);
                }
            }
        }
    }

    /** Registers a call and sends it; it ends by itself if the connection does not take it. */
    void send(PendingCall<?> call) {
        if (call.isDone()) {
            // Cancelled while it waited for the connection.
            call.frame().release();
            return;
        }
        if (!add(call)) {
            call.frame().release();
            call.failed(CallFailure.LIMIT, null);
            return;
        }
        if (call.isDone()) {
            call.takeBack();
        }
        if (!connection.send(call)) {
            call.frame().release();
            if (connection.isOpen()) {
                call.refused();
            } else {
                call.dropped();
            }
        }
    }

    /** Registers a call and gives it its id; false if too many wait. */
    boolean add(PendingCall<?> call) {
        if (small.add(call, this, 0, PROBES)) {
            return true;
        }
        Level level = large;
        if (level == null) {
            synchronized (this) {
                level = large;
                if (level == null) {
                    level = new Level(LARGE_SLOTS);
                    large = level;
                }
            }
        }
        return level.add(call, this, LARGE, LARGE_SLOTS);
    }

    /** Takes the call with this id out; null if none waits under it. */
    @Nullable PendingCall<?> remove(long id) {
        if ((id & LARGE) == 0) {
            return small.remove(id);
        }
        Level level = large;
        return level == null ? null : level.remove(id);
    }

    /** The call that waits under this id, or null. */
    @Nullable PendingCall<?> find(long id) {
        if ((id & LARGE) == 0) {
            return small.find(id);
        }
        Level level = large;
        return level == null ? null : level.find(id);
    }

    private void askAfter(PendingCall<?> call, long now) {
        if (asksLeft > 0 && call.asksAt(now)) {
            asksLeft--;
            connection.send(Inquiry.ask(call.id()));
        }
    }

    /** The answer to a heartbeat came; those after calls have the ids of these. */
    void heartbeatAnswered(long id, ByteBuf body) {
        PendingCall<?> call = find(id);
        if (call != null) {
            call.heard(Inquiry.progress(body));
        }
    }

    /** Tells the provider that nobody waits for this call any more. */
    void tellWithdrawn(long id) {
        withdrawnNanos = System.nanoTime();
        connection.send(Inquiry.withdraw(id));
    }

    /** Whether an answer that nobody waits for may be that of a call withdrawn. */
    boolean expectsStrays() {
        long last = withdrawnNanos;
        return last != 0 && System.nanoTime() - last < STRAY_NANOS;
    }

    /**
     * Ends the calls whose deadline has passed, and has providers asked after late ones. One thread
     * at a time.
     */
    void sweep(long now) {
        asksLeft = ASKS_PER_SWEEP;
        small.sweep(now, this);
        Level level = large;
        if (level != null) {
            level.sweep(now, this);
        }
    }

    /** Whether no call waits; looks at every slot. */
    boolean isEmpty() {
        Level level = large;
        return small.isEmpty() && (level == null || level.isEmpty());
    }

    /** Takes out every call. */
    void takeAll(Consumer<PendingCall<?>> consumer) {
        small.takeAll(consumer);
        Level level = large;
        if (level != null) {
            level.takeAll(consumer);
        }
    }
}
