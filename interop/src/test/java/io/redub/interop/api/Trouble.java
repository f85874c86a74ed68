package io.redub.interop.api;

/** The undeclared ways in which {@link Mirror#fail} fails. */
public enum Trouble {
    /** {@link IllegalArgumentException}. */
    ILLEGAL_ARGUMENT,
    /** {@link Unlisted}. */
    UNLISTED,
    /** An exception of a class that only the provider has. */
    UNKNOWN_CLASS
}
