package io.redub.bench.overload;

import io.redub.bench.Peer;
import io.redub.example.shop.ShopProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.Version;

/** A shop that is overloaded: four processes. All have their defaults, 200 threads among them. */
enum Provider {
    LIMITED("Redub, limiter=adaptive") {
        @Override
        Peer start(String service, Map<String, String> addresses, String registry)
                throws IOException {
            return redub(service, registry, "adaptive");
        }
    },
    PLAIN("Redub, no limiter") {
        @Override
        Peer start(String service, Map<String, String> addresses, String registry)
                throws IOException {
            return redub(service, registry, "off");
        }
    },
    DUBBO("Dubbo " + Version.getVersion()) {
        @Override
        Peer start(String service, Map<String, String> addresses, String registry)
                throws IOException {
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    service,
                                    Integer.toString(CONNECTIONS),
                                    Integer.toString(MEAN_MILLIS)));
            addresses.forEach((name, address) -> arguments.add(name + "=" + address));
            return Peer.start(DubboShop.class, "dubbo " + service, READY, JVM_FLAGS, arguments);
        }
    };

    /** In the order in which they are started: each finds those it calls. */
    static final List<String> SERVICES = List.of("account", "inventory", "payment", "order");

    /** Four processes of each shop share the machine, so their heaps are small. */
    static final List<String> JVM_FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC");

    /** Of the inventory's database. */
    static final int CONNECTIONS = 12;

    static final int MEAN_MILLIS = 15;

    /** Calls per second that the database can do. */
    static final int CAPACITY = CONNECTIONS * 1_000 / MEAN_MILLIS;

    private static final String READY = "ready ";

    private final String label;

    Provider(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * Starts a process of the shop.
     *
     * @param addresses of the services that run already, by name
     * @param registry for those who find each other by one
     */
    abstract Peer start(String service, Map<String, String> addresses, String registry)
            throws IOException;

    private static Peer redub(String service, String registry, String limiter) throws IOException {
        List<String> options = new ArrayList<>(JVM_FLAGS);
        options.add("-Dredub.provider.limiter=" + limiter);
        return Peer.start(
                ShopProvider.class,
                "redub " + service + " " + limiter,
                READY,
                options,
                List.of(
                        service,
                        "--registry",
                        registry + "?group=" + limiter,
                        "--connections",
                        Integer.toString(CONNECTIONS),
                        "--millis",
                        Integer.toString(MEAN_MILLIS)));
    }
}
