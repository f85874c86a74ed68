package io.redub.interop.api;

/** Offered several times under different groups and versions. */
public interface Greeter {
    /** Who answers: the group and version this one is offered under. */
    String who();
}
