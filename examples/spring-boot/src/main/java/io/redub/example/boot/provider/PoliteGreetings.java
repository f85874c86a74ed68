package io.redub.example.boot.provider;

import io.redub.example.boot.Greetings;
import io.redub.spring.RedubMethod;
import io.redub.spring.RedubService;
import java.util.concurrent.TimeUnit;

@RedubService(methods = @RedubMethod(name = "greetLater", timeout = 10_000))
class PoliteGreetings implements Greetings {
    @Override
    public String greet(String name) {
        return "Hello " + name;
    }

    @Override
    public String greetLater(String name, long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before " + name + " was greeted", e);
        }
        return "Hello at last, " + name;
    }
}
