package io.redub.service;

/** How the caller waits for a call. */
public enum CallMode {
    /** The calling thread waits, and runs the continuation of the call itself. */
    SYNC,
    /** The caller holds a future. */
    ASYNC,
    /** Nobody waits: no answer is sent. */
    ONE_WAY
}
