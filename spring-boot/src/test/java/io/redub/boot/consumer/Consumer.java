package io.redub.boot.consumer;

import io.redub.boot.Greeter;
import io.redub.spring.RedubReference;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/** An application that calls. */
@SpringBootApplication
public class Consumer {
    /** A bean with a reference. */
    @Component
    public static class Desk {
        @RedubReference private Greeter greeter;

        public String welcome(String name) {
            return greeter.greet(name) + "!";
        }
    }
}
