package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attachments of a request by their bytes: a consumer sends the same ones with every
 * call, unless a user added some. Only maps of strings are remembered that stand there in full: the
 * meaning of a reference depends on the arguments before it. A new map replaces the one whose slot
 * it falls into. Thread-safe.
 *
 * <p>What it takes is counted in bytes, rather too many than too few: the bytes themselves and
 * twice their number as characters, {@value #ITEM_COST} for the objects of each item, and {@value
 * #MAP_COST} for those of the map.
 */
final class SuffixCache {
    private static final int SLOTS = 16;

    /** Longer ones are decoded each time. */
    private static final int MAX_LENGTH = 1024;

    /** The tag before the items of a map in Hessian2. */
    private static final byte UNTYPED_MAP = 'H';

    private static final int ITEM_COST = 160;
    private static final int MAP_COST = 256;

    private volatile @Nullable AtomicReferenceArray<@Nullable Entry> slots;

    private record Entry(byte[] bytes, RequestAttachments attachments) {
        private int items() {
            return attachments.map().size() + attachments.passedOn().size();
        }

        int cost() {
            return 3 * bytes.length + ITEM_COST * items() + MAP_COST;
        }
    }

    /** What the rest of {@code body} means, if it was seen before; else null. */
    @Nullable RequestAttachments find(ByteBuf body) {
        AtomicReferenceArray<@Nullable Entry> entries = slots;
        int start = body.readerIndex();
        int length = body.readableBytes();
        if (entries == null || length > MAX_LENGTH) {
            return null;
        }
        Entry entry = entries.get(PrefixCache.hash(body, start, length) & (SLOTS - 1));
        return entry != null && PrefixCache.same(entry.bytes, body, start, length)
                ? entry.attachments
                : null;
    }

    /** Returns by how many bytes more is taken than before; negative if it is less. */
    int add(ByteBuf body, int start, int length, RequestAttachments attachments) {
        if (length > MAX_LENGTH || body.getByte(start) != UNTYPED_MAP) {
            return 0;
        }
        Entry added = new Entry(PrefixCache.copy(body, start, length), attachments);
        int slot = PrefixCache.hash(body, start, length) & (SLOTS - 1);
        Entry replaced = slots().getAndSet(slot, added);
        return added.cost() - (replaced == null ? 0 : replaced.cost());
    }

    private synchronized AtomicReferenceArray<@Nullable Entry> slots() {
        AtomicReferenceArray<@Nullable Entry> entries = slots;
        if (entries == null) {
            entries = new AtomicReferenceArray<>(SLOTS);
            slots = entries;
        }
        return entries;
    }
}
