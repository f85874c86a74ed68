package io.redub.spring;

/** A service for tests. */
public interface Greeter {
    String greet(String name);

    String slow(long millis) throws InterruptedException;
}
