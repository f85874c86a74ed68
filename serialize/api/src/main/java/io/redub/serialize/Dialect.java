package io.redub.serialize;

/** Who will read a message. */
public enum Dialect {
    /** An Apache Dubbo peer: only forms its releases read. */
    DUBBO,
    /** A Redub peer: also forms that keep values which Dubbo's dialect would change. */
    REDUB
}
