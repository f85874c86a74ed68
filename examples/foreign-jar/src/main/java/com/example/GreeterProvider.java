package com.example;

import io.redub.config.RedubBootstrap;
import io.redub.config.ServiceConfig;
import io.redub.extension.ExtensionLoader;
import io.redub.service.Filter;

/** Serves {@link Greeter} over {@code my}, at port 20000 or the one given; ends with its input. */
public final class GreeterProvider {
    private GreeterProvider() {}

    public static void main(String[] args) throws Exception {
        int port = args.length == 0 ? 20_000 : Integer.parseInt(args[0]);
        Greeter greeter = name -> "hello " + name;
        try (RedubBootstrap app =
                RedubBootstrap.application("greeter")
                        .registry("board://here:1")
                        .host("127.0.0.1")
                        .protocol("my", port)
                        .service(ServiceConfig.of(Greeter.class, greeter))
                        .start()) {
            System.out.println("serving at " + app.port("my"));
            while (System.in.read() >= 0) {
                continue;
            }
            CountingFilter counting =
                    (CountingFilter)
                            ExtensionLoader.getExtensionLoader(Filter.class)
                                    .getExtension("counting");
            System.out.println("served " + counting.calls());
        }
    }
}
