package io.redub.serialize;

/**
 * What is bounded while one message is read. Each bound is a setting of a service, a reference or a
 * protocol by its parameter name: a whole number, 1 at least; defaults in {@link
 * ReadLimits#DEFAULT}.
 */
public enum Bound {
    DEPTH("serialize.max.depth", "nests deeper than %d levels"),
    ELEMENTS("serialize.max.elements", "holds more than %d elements"),
    CLASSES("serialize.max.classes", "names more than %d classes and types"),
    REFERENCES("serialize.max.references", "holds more than %d objects and containers"),
    BYTES("serialize.max.bytes", "has more than %d bytes of values"),
    TIME("serialize.max.millis", "takes more than %d ms to read");

    private final String parameter;
    private final String violation;

    Bound(String parameter, String violation) {
        this.parameter = parameter;
        this.violation = violation;
    }

    /** The name of the setting. */
    public String parameter() {
        return parameter;
    }

    String violation(int bound) {
        return violation.formatted(bound);
    }
}
