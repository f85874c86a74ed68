package io.redub.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What a client saw during one run.
 *
 * @param calls answered, rightly or wrongly
 * @param errors failed calls and wrong answers
 * @param nanos from the first call to the last answer
 * @param p50Nanos median time of a call
 * @param p99Nanos 99th percentile
 * @param client what the client's JVM used meanwhile
 */
record Measurement(
        long calls, long errors, long nanos, long p50Nanos, long p99Nanos, Usage client) {
    double callsPerSecond() {
        return calls * 1e9 / nanos;
    }

    /** One line that {@link #parse} reads. */
    String format() {
        return "calls=%d errors=%d nanos=%d p50=%d p99=%d %s"
                .formatted(calls, errors, nanos, p50Nanos, p99Nanos, format(client));
    }

    static Measurement parse(String line) {
        Map<String, Long> fields = fields(line);
        return new Measurement(
                field(fields, "calls", line),
                field(fields, "errors", line),
                field(fields, "nanos", line),
                field(fields, "p50", line),
                field(fields, "p99", line),
                parseUsage(line));
    }

    static String format(Usage usage) {
        return "cpu=%d allocated=%d".formatted(usage.cpuNanos(), usage.allocatedBytes());
    }

    static Usage parseUsage(String line) {
        Map<String, Long> fields = fields(line);
        return new Usage(field(fields, "cpu", line), field(fields, "allocated", line));
    }

    private static Map<String, Long> fields(String line) {
        Map<String, Long> fields = new HashMap<>();
        for (String word : line.trim().split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                fields.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static long field(Map<String, Long> fields, String name, String line) {
        Long value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name + " in: " + line);
        }
        return value;
    }
}
