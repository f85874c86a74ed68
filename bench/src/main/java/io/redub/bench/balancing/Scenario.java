package io.redub.bench.balancing;

import java.util.Locale;

/** What is wrong with a tenth of the providers (in {@link #MIXED}, a fortieth each). */
enum Scenario {
    /** Nothing. */
    CALM,
    /** They take five times as long, in the second third of the run. */
    SLOW,
    /** They fail at once, in the second third of the run. */
    FAILING,
    /** They have just started: slow at first, with a weight that grows. */
    COLD,
    /** They come and go; what is under way there when they go is lost. */
    FLAPPING,
    /** A quarter of them each. */
    MIXED;

    /** What a provider is in this scenario: {@link #CALM} if nothing is wrong with it. */
    Scenario of(int provider) {
        if (provider % 10 != 3) {
            return CALM;
        }
        return this == MIXED ? values()[1 + provider / 10 % 4] : this;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
