package io.redub.config;

import io.redub.config.Configuration.Part;
import io.redub.extension.ExtensionLoader;
import io.redub.registry.ConfigItems;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.rules.LiveRules;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The config centres: those that are declared, else the first registry that can be one. Settings
 * are read from them once, at start; rules are followed as long as they are open.
 */
final class ConfigCenters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConfigCenters.class);
    private static final String FILE = "dubbo.properties";
    private static final String GROUP = "dubbo";

    /** A registry decides itself whether it is an error that it cannot be reached. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Configuration configuration;
    private final String application;
    private final List<PropertySource> found = new ArrayList<>();
    private final List<LiveRules.Center> live = new ArrayList<>();
    private final List<Registry> opened = new ArrayList<>();

    private ConfigCenters(Configuration configuration) {
        this.configuration = configuration;
        this.application =
                configuration.single(ElementKind.APPLICATION).get("application", "unnamed");
    }

    /**
     * @throws RpcException with the code REGISTRY if a declared centre cannot be reached, unless
     *     its {@code check} is false
     */
    static ConfigCenters open(Configuration configuration, Registries registries) {
        ConfigCenters centers = new ConfigCenters(configuration);
        boolean read = false;
        try {
            centers.read(registries);
            read = true;
            return centers;
        } finally {
            if (!read) {
                centers.close();
            }
        }
    }

    /** The settings in them. */
    List<PropertySource> sources() {
        return found;
    }

    /** Where rules are. */
    List<LiveRules.Center> live() {
        return live;
    }

    @Override
    public void close() {
        opened.forEach(Registry::close);
    }

    private void read(Registries registries) {
        for (Part part : configuration.all(ElementKind.CONFIG_CENTER)) {
            Registries.addresses(part, configuration).forEach(address -> declared(part, address));
        }
        if (configuration.all(ElementKind.CONFIG_CENTER).isEmpty()) {
            ofRegistry(registries);
        }
    }

    private void declared(Part part, URL address) {
        Values values = part.values();
        // What is a registry's root node is a config centre's namespace.
        URL plain =
                address.removeParameters(
                                "group", "namespace", "config-file", "app-config-file", "check")
                        .addParameter("group", values.get("namespace", GROUP))
                        .addParameter("file-cache", "false")
                        .addParameter("register", "false")
                        .addParameter("subscribe", "false");
        RegistryFactory factory =
                ExtensionLoader.getExtensionLoader(RegistryFactory.class).getAdaptiveExtension();
        Duration patience = Duration.ofMillis(values.number("timeout", 30_000));
        Registry registry = factory.connect(plain);
        opened.add(registry);
        try {
            ConfigItems items = registry.configItems();
            if (items == null) {
                throw new RpcException(
                        StatusCode.CONFIGURATION,
                        "config-center: a registry '"
                                + plain.getProtocol()
                                + "' keeps no settings (expected: zookeeper), from "
                                + part.element().place());
            }
            live.add(new LiveRules.Center(plain.getAddress(), items));
            String file = values.get("config-file", FILE);
            read(registry, items, values.get("group", GROUP), file, patience, false);
            read(registry, items, application, values.get("app-config-file", file), patience, true);
        } catch (RpcException e) {
            if (e.status().code() != StatusCode.REGISTRY || values.flag("check", true)) {
                throw e;
            }
            log.warn("Going on without the config centre: {}", e.getMessage());
        }
    }

    private void ofRegistry(Registries registries) {
        for (Part part : configuration.all(ElementKind.REGISTRY)) {
            if (!part.values().flag("use-as-config-center", true)) {
                continue;
            }
            for (Registry registry : registries.of(List.of(part))) {
                ConfigItems items = registry.configItems();
                if (items != null) {
                    live.add(new LiveRules.Center(registry.address().getAddress(), items));
                    try {
                        read(registry, items, GROUP, FILE, PATIENCE, false);
                        read(registry, items, application, FILE, PATIENCE, true);
                    } catch (RpcException e) {
                        log.warn("Settings in the registry are not read: {}", e.getMessage());
                    }
                    return;
                }
            }
        }
    }

    private void read(
            Registry registry,
            ConfigItems items,
            String group,
            String file,
            Duration patience,
            boolean own) {
        @Nullable String text = items.read(group, file, patience);
        if (text != null) {
            String name = registry.address().getAddress() + " config/" + group + "/" + file;
            Source source = own ? Source.APPLICATION_CONFIG_CENTER : Source.CONFIG_CENTER;
            found.add(PropertySource.text(source, name, text, configuration.resolver().problems()));
        }
    }
}
