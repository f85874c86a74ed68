package io.redub.serialize;

/**
 * Bounds on what one message may make a reader do. A violation is a {@link SerializationException}.
 *
 * @param depth nesting of lists, maps and objects
 * @param elements items of all containers and objects together, references included
 * @param classDefinitions class definitions and type names
 */
public record ReadLimits(int depth, int elements, int classDefinitions) {
    public static final ReadLimits DEFAULT = new ReadLimits(10_000, 8_000_000, 4_096);

    public ReadLimits {
        atLeastOne("depth", depth);
        atLeastOne("elements", elements);
        atLeastOne("classDefinitions", classDefinitions);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: ≥ 1)");
        }
    }
}
