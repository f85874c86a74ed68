package io.redub.monitor;

/** Who counts a call: the one who makes it, or the one who answers. */
public enum Side {
    CONSUMER,
    PROVIDER
}
