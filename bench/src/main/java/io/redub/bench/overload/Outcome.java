package io.redub.bench.overload;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What became of the calls of one load.
 *
 * @param offered core calls per second
 * @param good core calls per second that were answered in time
 * @param refused part of the core calls that were refused
 * @param late part of the core calls that were not answered in time, or failed
 * @param p50 milliseconds, of the core calls answered
 * @param p99 milliseconds
 * @param restGood other calls per second that were answered in time
 * @param restRefused part of the other calls that were refused
 * @param surprises calls that failed in another way
 */
record Outcome(
        double offered,
        double good,
        double refused,
        double late,
        double p50,
        double p99,
        double restGood,
        double restRefused,
        double surprises) {

    String format() {
        return DoubleStream.of(
                        offered, good, refused, late, p50, p99, restGood, restRefused, surprises)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" "));
    }

    static Outcome parse(String line) {
        double[] f = Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
        return new Outcome(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]);
    }
}
