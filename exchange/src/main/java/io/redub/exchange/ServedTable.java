package io.redub.exchange;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one connection's peer waits for, by the low bits of their ids, which the peers
 * that ask after them count up. Where two fall into one slot the table grows, up to {@value #MOST}
 * slots; then the newer is not kept: it is served like any other, only nobody can ask after it.
 *
 * <p>Calls are added and found on the connection's I/O thread, and removed on any. A removal may
 * miss its call while the table grows: one that has ended counts as gone wherever it stands.
 */
final class ServedTable {
    private static final int FIRST = 64;
    static final int MOST = 4096;
    private static final int GROWTH = 4;

    private volatile AtomicReferenceArray<@Nullable ServedCall> slots =
            new AtomicReferenceArray<>(FIRST);

    void add(ServedCall call) {
        AtomicReferenceArray<@Nullable ServedCall> current = slots;
        ServedCall there = at(current, call.id());
        while (there != null && !there.hasEnded()) {
            if (current.length() == MOST) {
                return;
            }
            current = grown(current);
            slots = current;
            there = at(current, call.id());
        }
        call.registered(this);
        current.set(slot(current, call.id()), call);
    }

    /** The call with this id that has not ended; null if none is known. */
    @Nullable ServedCall find(long id) {
        ServedCall call = at(slots, id);
        return call != null && call.id() == id && !call.hasEnded() ? call : null;
    }

    void remove(ServedCall call) {
        AtomicReferenceArray<@Nullable ServedCall> current = slots;
        current.compareAndSet(slot(current, call.id()), call, null);
    }

    private static @Nullable ServedCall at(
            AtomicReferenceArray<@Nullable ServedCall> slots, long id) {
        return slots.get(slot(slots, id));
    }

    private static int slot(AtomicReferenceArray<?> slots, long id) {
        return (int) id & (slots.length() - 1);
    }

    private static AtomicReferenceArray<@Nullable ServedCall> grown(
            AtomicReferenceArray<@Nullable ServedCall> old) {
        AtomicReferenceArray<@Nullable ServedCall> larger =
                new AtomicReferenceArray<>(old.length() * GROWTH);
        for (int i = 0; i < old.length(); i++) {
            ServedCall call = old.get(i);
            if (call != null && !call.hasEnded()) {
                larger.set(slot(larger, call.id()), call);
            }
        }
        return larger;
    }
}
