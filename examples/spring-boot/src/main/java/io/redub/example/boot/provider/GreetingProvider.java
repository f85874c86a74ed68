package io.redub.example.boot.provider;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Serves until it is stopped; {@code provider.yml} says where. */
@SpringBootApplication
public class GreetingProvider {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(GreetingProvider.class)
                .properties("spring.config.name=provider")
                .run(arguments);
    }
}
