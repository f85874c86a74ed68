package io.redub.protocol.dubbo;

import java.util.concurrent.atomic.LongAdder;

/** Counts what has begun and not ended. Thread-safe, and cheap for many threads at once. */
final class UnderWay {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    void begin() {
        begun.increment();
    }

    void end() {
        ended.increment();
    }

    /** Never less than what is under way during the whole of this call. */
    int count() {
        // Ends first: what ends meanwhile is counted once too often, not once too few.
        long gone = ended.sum();
        return (int) (begun.sum() - gone);
    }
}
