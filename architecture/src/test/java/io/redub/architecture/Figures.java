package io.redub.architecture;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows measured figures beside their bars in the output of the tests. */
final class Figures {
    private static final Logger log = LoggerFactory.getLogger("architecture");

    private Figures() {}

    static void print(String what, double measured, double bar) {
        log.info(String.format(Locale.ROOT, "%-48s %8.1f  (bar: ≤ %.0f)", what, measured, bar));
    }

    static void print(String what, double measured) {
        log.info(String.format(Locale.ROOT, "%-48s %8.1f", what, measured));
    }
}
