package io.redub.serialize;

import java.time.Duration;

/**
 * Bounds on what one message may make a reader do. A violation is a {@link SerializationException}
 * and concerns that message alone.
 *
 * @param depth nesting of lists, maps and objects
 * @param elements items of all containers and objects together, references included
 * @param classDefinitions class definitions and type names
 * @param references objects and containers, which a message may refer to again
 * @param bytes of the values, as they are on the wire
 * @param time to read the values in; looked at now and then, so that a little more may pass
 */
public record ReadLimits(
        int depth, int elements, int classDefinitions, int references, int bytes, Duration time) {

    /** The bytes are bounded by the payload limit of the connection before. */
    public static final ReadLimits DEFAULT =
            new ReadLimits(
                    10_000, 8_000_000, 4_096, 4_000_000, Integer.MAX_VALUE, Duration.ofSeconds(10));

    public ReadLimits {
        atLeastOne(Bound.DEPTH, depth);
        atLeastOne(Bound.ELEMENTS, elements);
        atLeastOne(Bound.CLASSES, classDefinitions);
        atLeastOne(Bound.REFERENCES, references);
        atLeastOne(Bound.BYTES, bytes);
        atLeastOne(Bound.TIME, time.toMillis());
        if (time.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    Bound.TIME.parameter() + ": " + time.toMillis() + " (expected: ≤ 2^31 - 1)");
        }
    }

    /** These three, the others as in {@link #DEFAULT}. */
    public ReadLimits(int depth, int elements, int classDefinitions) {
        this(depth, elements, classDefinitions, DEFAULT.references, DEFAULT.bytes, DEFAULT.time);
    }

    private static void atLeastOne(Bound bound, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    bound.parameter() + ": " + value + " (expected: ≥ 1)");
        }
    }

    /** The value of one of them; {@link Bound#TIME} in milliseconds. */
    public int value(Bound bound) {
        return switch (bound) {
            case DEPTH -> depth;
            case ELEMENTS -> elements;
            case CLASSES -> classDefinitions;
            case REFERENCES -> references;
            case BYTES -> bytes;
            case TIME -> (int) time.toMillis();
        };
    }

    /**
     * The same with another value for one of them; {@link Bound#TIME} in milliseconds.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ReadLimits with(Bound bound, int value) {
        return new ReadLimits(
                bound == Bound.DEPTH ? value : depth,
                bound == Bound.ELEMENTS ? value : elements,
                bound == Bound.CLASSES ? value : classDefinitions,
                bound == Bound.REFERENCES ? value : references,
                bound == Bound.BYTES ? value : bytes,
                bound == Bound.TIME ? Duration.ofMillis(value) : time);
    }

    /** The error of a message that goes beyond one of them: which, its value, how to raise it. */
    public SerializationException exceeded(Bound bound, AllowedTypes types) {
        return new SerializationException(
                "a message of %s %s; if it may be so, raise %s on the side that reads it"
                        .formatted(
                                types.owner(), bound.violation(value(bound)), bound.parameter()));
    }
}
