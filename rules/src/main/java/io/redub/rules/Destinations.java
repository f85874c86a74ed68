package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.ProviderNode;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who belongs to which of many destinations. Those that ask for certain values of a parameter, such
 * as {@code zone=north} or {@code host=10.0.0.7}, are found by it, so that thousands of them cost a
 * provider no more than a look into a table; only the others are tried one by one. Immutable.
 */
final class Destinations {
    private final URL consumer;
    private final List<Condition> conditions;

    /** By the name of a parameter and its value: the destinations that may be meant. */
    private final Map<String, Map<String, List<Integer>>> byValue = new HashMap<>();

    private final List<Integer> others = new ArrayList<>();

    Destinations(List<Condition> conditions, URL consumer) {
        this.consumer = consumer;
        this.conditions = List.copyOf(conditions);
        for (int i = 0; i < this.conditions.size(); i++) {
            int index = i;
            Condition.Exact exact = this.conditions.get(i).exact(consumer);
            if (exact == null) {
                others.add(index);
                continue;
            }
            Map<String, List<Integer>> values =
                    byValue.computeIfAbsent(exact.key(), any -> new HashMap<>());
            exact.values()
                    .forEach(
                            value ->
                                    values.computeIfAbsent(value, any -> new ArrayList<>())
                                            .add(index));
        }
    }

    int size() {
        return conditions.size();
    }

    /** Those that every provider is held against. */
    int withoutExactValue() {
        return others.size();
    }

    /** The providers of each destination, in the order of the destinations. */
    List<Candidates> among(Candidates providers) {
        Map<Integer, List<ProviderNode>> found = new HashMap<>();
        for (ProviderNode node : providers) {
            URL offer = node.offer();
            put(node, offer, others, found);
            byValue.forEach(
                    (key, values) ->
                            put(
                                    node,
                                    offer,
                                    values.getOrDefault(Condition.of(offer, key), List.of()),
                                    found));
        }
        List<Candidates> all = new ArrayList<>(Collections.nCopies(size(), Candidates.none()));
        found.forEach((index, nodes) -> all.set(index, providers.only(nodes)));
        return all;
    }

    private void put(
            ProviderNode node,
            URL offer,
            List<Integer> some,
            Map<Integer, List<ProviderNode>> found) {
        for (int index : some) {
            if (conditions.get(index).matches(offer, consumer)) {
                found.computeIfAbsent(index, any -> new ArrayList<>()).add(node);
            }
        }
    }
}
