package io.redub.boot;

/** A service. */
public interface Greeter {
    String greet(String name);
}
