package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Makes the buffers in which the frames of one method are written, as large as the frames before,
 * so that they neither grow nor lie half empty. Thread-safe; a lost update of the guess does no
 * harm.
 */
final class FrameBuffers {
    private static final int FIRST = 256;

    /** Larger frames grow while they are written: one of them must not make all others large. */
    private static final int LARGEST = 64 * 1024;

    private int guess = FIRST;

    /** An empty buffer on the heap; made directly, as the allocator would count its bytes. */
    ByteBuf next() {
        return new UnpooledHeapByteBuf(UnpooledByteBufAllocator.DEFAULT, guess, Integer.MAX_VALUE);
    }

    /** Learns the size of a frame that was written: up at once, down slowly. */
    void used(int size) {
        int now = guess;
        if (size > now) {
            guess = Math.min(size, LARGEST);
        } else if (size < now / 2) {
            guess = now - (now - size) / 8;
        }
    }
}
