package io.redub.boot.provider;

import io.redub.boot.Greeter;
import io.redub.spring.RedubService;

@RedubService
class PoliteGreeter implements Greeter {
    @Override
    public String greet(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("nobody to greet");
        }
        return "Hello " + name;
    }
}
