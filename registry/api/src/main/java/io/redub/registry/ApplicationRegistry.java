package io.redub.registry;

import java.util.Set;

/**
 * The application-level entries of Dubbo 3: without them its consumers send no call to a provider
 * as soon as any other provider of the interface has them. Same promises as {@link Registry}.
 */
public interface ApplicationRegistry {
    /**
     * Enters the instance, and its application's name for each interface. Called again with a new
     * revision it replaces the former entry of the same application, host and port.
     */
    void publish(ApplicationInstance instance, Set<String> interfaces);

    /** Takes the instance out; the names stay, because other instances may stand behind them. */
    void withdraw(ApplicationInstance instance);
}
