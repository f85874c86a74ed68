package io.redub.architecture;

/** The service of the traced call. */
public interface Directory {
    Person find(String name);
}
