package com.example;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;

/** Calls {@link Greeter} at the address given, such as {@code my://127.0.0.1:20000}. */
public final class GreeterConsumer {
    private GreeterConsumer() {}

    public static void main(String[] args) {
        try (RedubBootstrap app = RedubBootstrap.application("guest")) {
            Greeter greeter =
                    app.refer(
                            ReferenceConfig.of(Greeter.class)
                                    .url(args[0])
                                    .cluster("once")
                                    .loadbalance("nearest"));
            System.out.println(greeter.greet("foreign jar"));
        }
    }
}
