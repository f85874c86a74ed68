package io.redub.serialize;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was done to any {@link Probe}. A class of its own: to ask it initialises no probe. */
public final class Touches {
    public static final String PROBE = "io.redub.serialize.Probe";

    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private Touches() {}

    static void saw(String what) {
        SEEN.add(what);
    }

    /** All since the start of the process, in order; copy before comparing. */
    public static List<String> seen() {
        return List.copyOf(SEEN);
    }
}
