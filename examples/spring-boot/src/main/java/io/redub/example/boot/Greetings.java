package io.redub.example.boot;

/** The service, known to both sides. */
public interface Greetings {
    String greet(String name);

    /** Answers after a while, so that one can stop a provider that is busy. */
    String greetLater(String name, long millis);
}
