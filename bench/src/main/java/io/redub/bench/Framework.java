package io.redub.bench;

/** One side of the comparison, as a server or as a client, in a JVM of its own. */
interface Framework {
    /** Serves the workload on a free loopback port until the JVM ends; returns the port. */
    int serve() throws Exception;

    /** Connects to a server of the same framework on this machine. */
    Target connect(int port) throws Exception;
}
