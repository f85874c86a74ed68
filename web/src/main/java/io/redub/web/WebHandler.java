package io.redub.web;

/** Answers the requests of a port that are its own. Thread-safe. */
public interface WebHandler {
    /**
     * Whether a request is for this handler, by its head alone. On an I/O thread: quick, without a
     * lock. Of several handlers of a port, the first that says yes, in the order they were added.
     */
    boolean takes(WebRequest request);

    /**
     * Whether a request that no handler takes is for this one after all, to say what is wrong with
     * it: the path is right, and something else is not.
     */
    default boolean knows(WebRequest request) {
        return false;
    }

    /** For whoever asks for what nobody has: what could have been meant. */
    default String offers() {
        return "";
    }

    /** On which terms requests are taken in; asked for each. */
    WebTerms terms(WebRequest request);

    /**
     * Answers, now or later and from any thread. On a worker thread of the port, which may block.
     *
     * @throws Exception is answered with status 500, a {@link BodyException} with its own
     */
    void handle(WebExchange exchange) throws Exception;
}
