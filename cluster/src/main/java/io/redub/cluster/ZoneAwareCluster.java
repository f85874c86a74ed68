package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a registry for each call, and follows another policy among its providers: the preferred
 * one; else one of the zone that the call names with the attachment {@value #ZONE}; else one by the
 * registries' weights. One is passed over while none of its providers is up. With {@value #FORCE} a
 * call fails if there is none of its zone.
 */
public final class ZoneAwareCluster implements Cluster {
    /** The attachment that names a zone. */
    public static final String ZONE = "registry_zone";

    /** The attachment that says that no other zone will do. */
    public static final String FORCE = "registry_zone_force";

    /** Parameters of a provider's URL here that tell of the registry it was found in. */
    static final String ID = "registry.id";

    private static final String PREFERRED = "registry.preferred";
    private static final String REGISTRY_ZONE = "registry.zone";
    private static final String WEIGHT = "registry.weight";
    private static final int DEFAULT_WEIGHT = 100;

    /** With failover within a registry. */
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return around(new FailoverCluster()).join(directory, options);
    }

    /** With this policy within a registry. */
    public static Cluster around(Cluster withinRegistry) {
        return around(withinRegistry, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    static Cluster around(Cluster withinRegistry, LongUnaryOperator random) {
        return (directory, options) -> {
            Parts registries =
                    new Parts(
                            directory,
                            withinRegistry,
                            options,
                            node -> node.url().getParameter(ID, ""));
            return call -> invoke(directory, registries, random, call);
        };
    }

    /**
     * The provider's URL as {@link #join} reads it: it tells of its registry if that has a {@code
     * zone}, a {@code weight} or is {@code preferred}, and what it says of that itself is dropped.
     *
     * @param registry the registry's address, with its settings
     */
    public static URL marked(URL provider, URL registry) {
        // Several may be on one server, each with a root of its own.
        String id = registry.getAddress() + "/" + registry.getParameter("group", "dubbo");
        URL marked = provider.removeParameters(ID, PREFERRED, REGISTRY_ZONE, WEIGHT);
        for (String setting : List.of("zone", "weight", "preferred")) {
            String value = registry.getParameter(setting);
            if (value != null && !value.equals("false")) {
                marked = marked.addParameter("registry." + setting, value).addParameter(ID, id);
            }
        }
        return marked;
    }

    /** Whether this provider tells of its registry. */
    public static boolean isMarked(ProviderNode node) {
        return node.url().hasParameter(ID);
    }

    private static CompletionStage<Result> invoke(
            Directory directory, Parts registries, LongUnaryOperator random, Invocation call) {
        ProviderList list = directory.list();
        List<Parts.Part> parts = registries.of(list, call);
        if (parts.isEmpty()) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        Object zone = call.attachment(ZONE);
        Parts.Part chosen = preferred(parts);
        if (chosen == null && zone != null) {
            chosen = ofZone(parts, zone.toString());
            if (chosen == null && isForced(call)) {
                return Result.failed(
                        Status.of(
                                StatusCode.NO_PROVIDER,
                                Origin.BEFORE_SEND,
                                "no provider of "
                                        + directory.service()
                                        + " is up in a registry of zone '"
                                        + zone
                                        + "', and "
                                        + FORCE
                                        + " is set"));
            }
        }
        return (chosen == null ? byWeight(parts, random) : chosen).invoke(call);
    }

    private static boolean isForced(Invocation call) {
        return String.valueOf(call.attachment(FORCE)).equals("true");
    }

    private static Parts.@Nullable Part preferred(List<Parts.Part> parts) {
        return parts.stream()
                .filter(part -> parameter(part, PREFERRED).equals("true") && part.isUp())
                .findFirst()
                .orElse(null);
    }

    private static Parts.@Nullable Part ofZone(List<Parts.Part> parts, String zone) {
        return parts.stream()
                .filter(part -> parameter(part, REGISTRY_ZONE).equals(zone) && part.isUp())
                .findFirst()
                .orElse(null);
    }

    /** Among those that are up, or among all if none is. */
    private static Parts.Part byWeight(List<Parts.Part> all, LongUnaryOperator random) {
        List<Parts.Part> up = all.stream().filter(Parts.Part::isUp).toList();
        List<Parts.Part> parts = up.isEmpty() ? all : up;
        long total = parts.stream().mapToLong(ZoneAwareCluster::weight).sum();
        if (total == 0) {
            return parts.get((int) random.applyAsLong(parts.size()));
        }
        long drawn = random.applyAsLong(total);
        for (Parts.Part part : parts) {
            drawn -= weight(part);
            if (drawn < 0) {
                return part;
            }
        }
        return parts.get(0);
    }

    private static long weight(Parts.Part part) {
        return Math.max(0, part.providers().get(0).url().getParameter(WEIGHT, DEFAULT_WEIGHT));
    }

    private static String parameter(Parts.Part part, String name) {
        return part.providers().get(0).url().getParameter(name, "");
    }
}
