package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The providers of a reference in parts, such as their groups, each with a fault policy of its own.
 * They are made anew when the candidates are others. Thread-safe.
 */
final class Parts {
    /** Routes choose among a few lists, each of which is divided once; of more, the newest. */
    private static final int REMEMBERED = 16;

    private final Directory directory;
    private final Cluster cluster;
    private final MethodOptions options;
    private final Function<ProviderNode, String> nameOf;
    private volatile Division[] known = {};

    /**
     * @param cluster the fault policy of each part
     * @param nameOf which part a provider belongs to
     */
    Parts(
            Directory directory,
            Cluster cluster,
            MethodOptions options,
            Function<ProviderNode, String> nameOf) {
        this.directory = directory;
        this.cluster = cluster;
        this.options = options;
        this.nameOf = nameOf;
    }

    /** One part; its providers are those of the moment it was made. */
    record Part(String name, Candidates providers, Invoker policy) implements Invoker {
        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            return policy.invoke(call);
        }

        boolean isUp() {
            for (ProviderNode each : providers) {
                if (each.available()) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Division(Candidates of, List<Part> parts) {}

    /** Those of the candidates of a call, in the order of their names. */
    List<Part> of(ProviderList list, Invocation call) {
        Candidates candidates = list.candidates(call);
        for (Division each : known) {
            if (each.of == candidates) {
                return each.parts;
            }
        }
        return remembered(new Division(candidates, divide(candidates, list.emptyReason()))).parts;
    }

    private synchronized Division remembered(Division made) {
        Division[] more = new Division[Math.min(known.length + 1, REMEMBERED)];
        more[0] = made;
        System.arraycopy(known, 0, more, 1, more.length - 1);
        known = more;
        return made;
    }

    private List<Part> divide(Candidates candidates, String emptyReason) {
        Map<String, List<ProviderNode>> byName = new TreeMap<>();
        for (ProviderNode node : candidates) {
            byName.computeIfAbsent(nameOf.apply(node), any -> new ArrayList<>()).add(node);
        }
        List<Part> parts = new ArrayList<>();
        byName.forEach((name, nodes) -> parts.add(part(name, nodes, emptyReason)));
        return List.copyOf(parts);
    }

    private Part part(String name, Collection<ProviderNode> nodes, String emptyReason) {
        Candidates providers = Candidates.of(List.copyOf(nodes));
        Directory fixed =
                new StaticDirectory(
                        directory.service(),
                        itself -> new ProviderList(providers, new Invoker[0], emptyReason),
                        List.of());
        return new Part(name, providers, cluster.join(fixed, options));
    }
}
