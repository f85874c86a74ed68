package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.registry.ConfigItems;
import io.redub.registry.NotifyListener;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.rules.RuleCheck;
import io.redub.rules.RuleKey;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes rules for running services where Redub and Dubbo look for them. A rule is either a text
 * under a key, such as {@code com.acme.Orders::.condition-router}, or a URL, such as {@code
 * override://0.0.0.0/com.acme.Orders?timeout=500}. It is read before it is written: one that no
 * process would understand is an error here. Thread-safe.
 */
public final class RuleWriter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Registry registry;

    private RuleWriter(Registry registry) {
        this.registry = registry;
    }

    /**
     * @param address of the registry, such as {@code zookeeper://127.0.0.1:2181}
     * @throws RpcException with the code CONFIGURATION if it can be no address
     */
    public static RuleWriter connect(String address) {
        URL url;
        try {
            url = URL.valueOf(address);
        } catch (IllegalArgumentException e) {
            throw new RpcException(StatusCode.CONFIGURATION, "registry: " + e.getMessage(), e);
        }
        return new RuleWriter(
                ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                        .getAdaptiveExtension()
                        .connect(url.addParameter("file-cache", "false")));
    }

    /**
     * Writes a text; one that is there is replaced.
     *
     * @return settings in it that Redub lets no rule set, and leaves out
     * @throws RpcException with the code CONFIGURATION if the rule or the key is wrong, REGISTRY if
     *     the registry cannot be reached
     */
    public List<String> put(String key, String text) {
        List<String> leftOut =
                checked(key, () -> RuleCheck.text(RuleKey.of(key), text, RuleSettings.EITHER));
        reached(
                () -> {
                    items().write(RuleKey.GROUP, key, text);
                    return key;
                });
        return leftOut;
    }

    /**
     * Enters a URL, for good.
     *
     * @return settings in it that Redub lets no rule set, and leaves out
     * @throws RpcException as {@link #put(String, String)}
     */
    public List<String> put(String url) {
        URL entry = entry(url);
        List<String> leftOut = checked(url, () -> RuleCheck.entry(entry, RuleSettings.EITHER));
        reached(
                () -> {
                    registry.register(entry);
                    return entry;
                });
        return leftOut;
    }

    /**
     * The text under a key; null if there is none.
     *
     * @throws RpcException as {@link #put(String, String)}
     */
    public @Nullable String show(String key) {
        checked(key, () -> List.of(RuleKey.of(key).toString()));
        return reached(() -> items().read(RuleKey.GROUP, key, PATIENCE));
    }

    /**
     * The URLs for an interface, of all groups and versions.
     *
     * @throws RpcException with the code REGISTRY if the registry cannot be reached
     */
    public List<String> entries(String interfaceName) {
        TreeSet<String> found = new TreeSet<>();
        NotifyListener listener =
                (category, urls) -> {
                    synchronized (found) {
                        urls.forEach(each -> found.add(each.toString()));
                    }
                };
        URL admin =
                URL.of(
                        "admin",
                        "127.0.0.1",
                        0,
                        interfaceName,
                        Map.of(
                                "interface", interfaceName,
                                "category", "configurators,routers",
                                "group", "*",
                                "version", "*",
                                "classifier", "*",
                                "enabled", "*"));
        reached(
                () -> {
                    registry.subscribe(admin, listener);
                    registry.unsubscribe(admin, listener);
                    return admin;
                });
        synchronized (found) {
            return List.copyOf(found);
        }
    }

    /**
     * Removes a text or a URL, by its key or exactly as it was entered. Nothing happens if it is
     * not there.
     *
     * @throws RpcException as {@link #put(String, String)}
     */
    public void remove(String keyOrUrl) {
        boolean isUrl = keyOrUrl.contains("://");
        URL entry = isUrl ? entry(keyOrUrl) : null;
        if (!isUrl) {
            checked(keyOrUrl, () -> List.of(RuleKey.of(keyOrUrl).toString()));
        }
        reached(
                () -> {
                    if (entry != null) {
                        registry.unregister(entry);
                    } else {
                        items().remove(RuleKey.GROUP, keyOrUrl);
                    }
                    return keyOrUrl;
                });
    }

    /** Other users of a registry may go on without it: whoever writes a rule cannot. */
    private <T extends @Nullable Object> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (RpcException e) {
            if (e.status().code() == StatusCode.REGISTRY && e.getCause() instanceof IOException) {
                throw new RpcException(
                        StatusCode.REGISTRY,
                        "registry %s://%s cannot be reached: %s; start it or correct the address"
                                .formatted(
                                        registry.address().getProtocol(),
                                        registry.address().getAddress(),
                                        e.getCause().getMessage()),
                        e);
            }
            throw e;
        }
    }

    private static URL entry(String text) {
        URL[] entry = new URL[1];
        checked(
                text,
                () -> {
                    URL url = URL.valueOf(text);
                    boolean override = List.of("override", "absent").contains(url.getProtocol());
                    entry[0] =
                            url.addParameterIfAbsent(
                                            "category", override ? "configurators" : "routers")
                                    .addParameter("dynamic", "false");
                    return List.of();
                });
        return entry[0];
    }

    private ConfigItems items() {
        ConfigItems items = registry.configItems();
        if (items == null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry: '"
                            + registry.address().getProtocol()
                            + "' keeps no texts (expected: zookeeper)");
        }
        return items;
    }

    private interface Check {
        List<String> run();
    }

    private static List<String> checked(String what, Check check) {
        try {
            return check.run();
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "rule " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
