package io.redub.bench.protocols;

/**
 * What a client saw during one run.
 *
 * @param perSecond calls that were answered rightly
 * @param errors failed calls and wrong answers
 * @param p50 median time of a call, in microseconds
 * @param p99 99th percentile, in microseconds
 */
record Measured(double perSecond, long errors, double p50, double p99) {
    Measured withMoreErrors(long more) {
        return new Measured(perSecond, errors + more, p50, p99);
    }

    /** One line that {@link #parse} reads. */
    String format() {
        return perSecond + " " + errors + " " + p50 + " " + p99;
    }

    static Measured parse(String line) {
        String[] words = line.split(" ", -1);
        return new Measured(
                Double.parseDouble(words[0]),
                Long.parseLong(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
    }
}
