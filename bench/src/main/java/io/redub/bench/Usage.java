package io.redub.bench;

/**
 * What a JVM has used up.
 *
 * @param cpuNanos CPU time of the process, all threads, user and system
 * @param allocatedBytes bytes allocated on the Java heap
 */
record Usage(long cpuNanos, long allocatedBytes) {}
