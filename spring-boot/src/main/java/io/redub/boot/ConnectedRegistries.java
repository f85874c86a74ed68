package io.redub.boot;

import io.redub.config.RedubBootstrap;
import io.redub.spring.RedubCustomizer;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** Has {@link RegistryConnectionDetails} say where registries are. */
record ConnectedRegistries(ObjectProvider<RegistryConnectionDetails> details)
        implements RedubCustomizer {
    @Override
    public void customize(RedubBootstrap bootstrap) {
        details.orderedStream().forEach(each -> add(bootstrap, each));
    }

    private static void add(RedubBootstrap bootstrap, RegistryConnectionDetails details) {
        String id = details.getId();
        bootstrap.properties(
                Map.of(
                        id == null
                                ? "redub.registry.address"
                                : "redub.registries." + id + ".address",
                        details.getAddress()),
                name -> details.getClass().getName() + " (" + name + ")");
    }
}
