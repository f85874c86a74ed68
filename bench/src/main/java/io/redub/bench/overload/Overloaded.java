package io.redub.bench.overload;

import io.redub.bench.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes of a shop, and its customers in another. Not thread-safe. */
final class Overloaded implements AutoCloseable {
    private final List<Peer> processes = new ArrayList<>();
    private final List<Heap> heaps = new ArrayList<>();
    private final Peer customers;

    /**
     * @param heap megabytes that the heaps of the shop's processes hold after a collection, still
     *     under the load
     */
    record Seen(Outcome outcome, double heap) {}

    /**
     * @param registry of an empty ZooKeeper, or one that other shops use, too
     */
    Overloaded(Provider provider, String registry) throws IOException {
        try {
            Map<String, String> addresses = new HashMap<>();
            for (String service : Provider.SERVICES) {
                Peer process = provider.start(service, addresses, registry);
                processes.add(process);
                addresses.put(service, process.answer());
            }
            for (Peer process : processes) {
                heaps.add(Heap.of(process.pid()));
            }
            customers =
                    Peer.start(
                            OverloadPeer.class,
                            "customers of " + provider.label(),
                            Peer.ANSWER,
                            Provider.JVM_FLAGS,
                            List.of(addresses.get("order"), addresses.get("inventory")));
            processes.add(customers);
            customers.answer();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    Seen run(double callsPerSecond, Duration warmUp, Duration counted) throws IOException {
        String outcome =
                customers.ask(
                        "run " + callsPerSecond + " " + warmUp.toNanos() + " " + counted.toNanos());
        double heap = heaps.stream().mapToDouble(Heap::megabytes).sum();
        customers.ask("stop");
        return new Seen(Outcome.parse(outcome), heap);
    }

    @Override
    public void close() throws IOException {
        for (Heap heap : heaps) {
            heap.close();
        }
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}
