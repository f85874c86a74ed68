package io.redub.cluster;

import io.redub.url.URL;

/**
 * When a circuit breaker opens, and for how long. Immutable.
 *
 * @param failures how many calls have to fail one after the other, ≥ 0; default 5, 0 is never
 * @param errorPercent share of failed calls, 1..100; default 50
 * @param slowPercent share of slow calls, 1..100; default 100
 * @param slowMillis when a call is slow, ≥ 0; default 0, which is never
 * @param windowMillis how far back the shares look, ≥ 1,000; default 10,000
 * @param leastCalls how many calls there have to be within that time for the shares to count, ≥ 1;
 *     default 20
 * @param pauseMillis for how long it stays open, ≥ 1; default 5,000
 */
public record BreakerOptions(
        int failures,
        int errorPercent,
        int slowPercent,
        int slowMillis,
        int windowMillis,
        int leastCalls,
        int pauseMillis) {
    public BreakerOptions {
        check("breaker.failures", failures, 0, Integer.MAX_VALUE);
        check("breaker.error.percent", errorPercent, 1, 100);
        check("breaker.slow.percent", slowPercent, 1, 100);
        check("breaker.slow", slowMillis, 0, Integer.MAX_VALUE);
        check("breaker.window", windowMillis, 1_000, Integer.MAX_VALUE);
        check("breaker.least.calls", leastCalls, 1, Integer.MAX_VALUE);
        check("breaker.pause", pauseMillis, 1, Integer.MAX_VALUE);
    }

    private static void check(String name, int value, int least, int most) {
        WholeNumber.read(name, Integer.toString(value), value, least, most);
    }

    /**
     * @throws IllegalArgumentException if a setting is wrong, with its name, value and what was
     *     expected
     */
    public static BreakerOptions of(URL settings) {
        return new BreakerOptions(
                number(settings, "breaker.failures", 5),
                number(settings, "breaker.error.percent", 50),
                number(settings, "breaker.slow.percent", 100),
                number(settings, "breaker.slow", 0),
                number(settings, "breaker.window", 10_000),
                number(settings, "breaker.least.calls", 20),
                number(settings, "breaker.pause", 5_000));
    }

    private static int number(URL settings, String name, int usual) {
        return WholeNumber.read(
                name, settings.getParameter(name), usual, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
