package io.redub.exchange;

/**
 * How far a provider has got with a call, in durations on its own clock.
 *
 * @param sinceNanos since the request was received
 * @param waitedNanos of these, until a thread took it up
 * @param ranNanos of these, from then until the method had answered
 */
public record Progress(Stage stage, long sinceNanos, long waitedNanos, long ranNanos) {
    /** Where a call is that is not answered yet; the order is that of the numbers on the wire. */
    public enum Stage {
        /** No thread took it up. */
        WAITING,
        /** A thread reads its arguments, or the method runs or has its answer still to come. */
        RUNNING,
        /** The method answered; the answer is being written. */
        REPLYING
    }
}
