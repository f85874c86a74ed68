package io.redub.spring;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts what {@link AheadOfTimeTest} generated; a class path of its own has it. */
final class AheadOfTimeMain {
    private AheadOfTimeMain() {}

    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws Exception {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "early",
                                    Map.of(
                                            "redub.application.name", "early",
                                            "redub.registry.address", "N/A",
                                            "redub.protocol.port", "0")));
            ((ApplicationContextInitializer<GenericApplicationContext>)
                            Class.forName(arguments[0]).getDeclaredConstructor().newInstance())
                    .initialize(context);
            context.refresh();
            System.out.println(
                    context.getBean(AheadOfTimeTest.Shop.class).greeter.greet("field")
                            + "; "
                            + context.getBean("reference", Greeter.class).greet("bean")
                            + "; "
                            + context.getBean(RedubLifecycle.class)
                                    .bootstrap()
                                    .overview()
                                    .services()
                                    .size()
                            + " service");
        }
    }
}
