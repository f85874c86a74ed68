package com.test.methods;

import io.redub.spring.Greeter;
import io.redub.spring.PoliteGreeter;
import io.redub.spring.RedubMethod;
import io.redub.spring.RedubReference;
import io.redub.spring.RedubService;

/** Has settings of methods at its class and at a field; outside of what other tests scan. */
@RedubService(
        interfaceClass = Greeter.class,
        group = "methods",
        methods = @RedubMethod(name = "slow", timeout = 4444))
public class MethodGreeter extends PoliteGreeter {
    @RedubReference(
            group = "methods",
            check = false,
            methods = @RedubMethod(name = "slow", timeout = 3333))
    private Greeter other;
}
