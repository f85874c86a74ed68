package io.redub.example.boot.consumer;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A web server that has others greet; {@code consumer.yml} says where. */
@SpringBootApplication
public class GreetingConsumer {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(GreetingConsumer.class)
                .properties("spring.config.name=consumer")
                .run(arguments);
    }
}
