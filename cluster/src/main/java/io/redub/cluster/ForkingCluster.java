package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Calls {@code forks} different providers at once (default 2; 0, less, or more than there are:
 * all); the first answer wins and the others are cancelled. Fails once all have failed. For reading
 * in a hurry: the call runs several times.
 */
public final class ForkingCluster implements Cluster {
    static final int DEFAULT_FORKS = 2;

    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        int forks = options.setting("forks", DEFAULT_FORKS, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return call -> invoke(directory, options, forks, options.toSend(call));
    }

    private static CompletionStage<Result> invoke(
            Directory directory, MethodOptions options, int forks, Invocation call) {
        ProviderList list = directory.list();
        Candidates candidates = list.candidates(call);
        List<ProviderNode> chosen = choose(candidates, options.loadBalance(), forks, call);
        if (chosen.isEmpty()) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        Race race = new Race(options, chosen.size());
        chosen.forEach(node -> race.run(node, call));
        return race.answer();
    }

    /** Different ones; those that are down only where none is up. */
    private static List<ProviderNode> choose(
            Candidates candidates, LoadBalance balance, int forks, Invocation call) {
        if (forks <= 0 || forks >= candidates.size()) {
            List<ProviderNode> up = candidates.stream().filter(ProviderNode::available).toList();
            return up.isEmpty() ? candidates : up;
        }
        List<ProviderNode> chosen = new ArrayList<>(forks);
        ProviderNode next = candidates.select(balance, call);
        while (next != null && chosen.size() < forks && !chosen.contains(next)) {
            chosen.add(next);
            next = candidates.another(chosen, balance, call);
        }
        return chosen;
    }
}
