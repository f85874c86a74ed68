package io.redub.cluster;

/**
 * Watches what becomes of calls, and says when it is better to make none for a while. It is closed
 * at first; it opens when too many calls fail or take too long; after a pause one call may try
 * whether all is well again, which closes it or begins another pause. Thread-safe; asking and
 * telling does not block.
 */
public interface Breaker {
    /** What {@link #acquire} says if there is to be no call. */
    long REFUSED = -1;

    /** Is told of changes, on the thread whose call made them. */
    interface Listener {
        /** It opened, or stays so after the call that tried. */
        void opened();

        /** It closed. */
        void closed();
    }

    /** Whether a call made now would be refused. A look: it changes nothing. */
    boolean isOpen();

    /**
     * Permission for one call, which ends with exactly one of the methods below.
     *
     * @return what to end it with; {@link #REFUSED} if there is to be no call
     */
    long acquire();

    /** A permitted call was answered. */
    void succeeded(long permit, long elapsedNanos);

    /** A permitted call failed. */
    void failed(long permit, long elapsedNanos);

    /** A permitted call was not made, or its end says nothing. */
    void released(long permit);

    /** Closes it, and forgets what it has seen. */
    void reset();
}
