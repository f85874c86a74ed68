package com.example;

/** What the example serves. */
public interface Greeter {
    String greet(String name);
}
