package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attachments of a request by their bytes: a consumer sends the same ones with every
 * call, unless a user added some. Only maps of strings are remembered, whose meaning depends on
 * nothing before them. A new map replaces the one whose slot it falls into. Thread-safe.
 */
final class SuffixCache {
    private static final int SLOTS = 16;

    /** Longer ones are decoded each time. */
    private static final int MAX_LENGTH = 1024;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

    private record Entry(byte[] bytes, RequestAttachments attachments) {}

    /** What the rest of {@code body} means, if it was seen before; else null. */
    @Nullable RequestAttachments find(ByteBuf body) {
        int start = body.readerIndex();
        int length = body.readableBytes();
        if (length > MAX_LENGTH) {
            return null;
        }
        Entry entry = entries.get(PrefixCache.hash(body, start, length) & (SLOTS - 1));
        return entry != null && PrefixCache.same(entry.bytes, body, start, length)
                ? entry.attachments
                : null;
    }

    void add(ByteBuf body, int start, int length, RequestAttachments attachments) {
        if (length <= MAX_LENGTH) {
            entries.set(
                    PrefixCache.hash(body, start, length) & (SLOTS - 1),
                    new Entry(PrefixCache.copy(body, start, length), attachments));
        }
    }
}
