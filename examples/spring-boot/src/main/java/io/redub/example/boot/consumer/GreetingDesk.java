package io.redub.example.boot.consumer;

import io.redub.example.boot.Greetings;
import io.redub.spring.RedubReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingDesk {
    @RedubReference private Greetings greetings;

    @GetMapping("/greet")
    String greet(
            @RequestParam(name = "name") String name,
            @RequestParam(name = "millis", defaultValue = "0") long millis) {
        return millis == 0 ? greetings.greet(name) : greetings.greetLater(name, millis);
    }
}
