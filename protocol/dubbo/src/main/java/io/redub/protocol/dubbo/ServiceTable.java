package io.redub.protocol.dubbo;

import io.redub.protocol.MethodGate;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services of one port as one immutable snapshot, and the requests they have seen so far: each
 * snapshot starts with an empty {@link PrefixCache}.
 *
 * <p>A request names its service twice: before the arguments by interface (older peers: path) and
 * version, which is enough to know the types of the arguments; after them, among the attachments,
 * by path and group, which decides.
 */
final class ServiceTable {
    static final ServiceTable EMPTY = new ServiceTable(Map.of());

    private final Map<String, ExportedService> byKey;
    private final Map<String, List<ExportedService>> byName = new HashMap<>();
    private final PrefixCache prefixes = new PrefixCache();

    /** What any of the services offers, by id. */
    private final @Nullable Serialization[] spoken = new Serialization[Serializations.IDS];

    private final boolean hasGates;

    private ServiceTable(Map<String, ExportedService> byKey) {
        this.byKey = byKey;
        this.hasGates = byKey.values().stream().anyMatch(ExportedService::hasGates);
        for (int id = 0; id < spoken.length; id++) {
            for (ExportedService service : byKey.values()) {
                Offer offer = service.offer(id);
                if (offer != null) {
                    spoken[id] = offer.serialization();
                }
            }
        }
        for (ExportedService service : byKey.values()) {
            byName.computeIfAbsent(service.interfaceName(), name -> new ArrayList<>()).add(service);
            if (!service.path().equals(service.interfaceName())) {
                byName.computeIfAbsent(service.path(), name -> new ArrayList<>()).add(service);
            }
        }
    }

    ServiceTable with(ExportedService service) {
        Map<String, ExportedService> copy = new LinkedHashMap<>(byKey);
        copy.put(service.key(), service);
        return new ServiceTable(copy);
    }

    ServiceTable without(ExportedService service) {
        Map<String, ExportedService> copy = new LinkedHashMap<>(byKey);
        copy.remove(service.key(), service);
        return new ServiceTable(copy);
    }

    boolean contains(String key) {
        return byKey.containsKey(key);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    int size() {
        return byKey.size();
    }

    /** Whether there are gates to be asked before a request is queued. */
    boolean hasGates() {
        return hasGates;
    }

    PrefixCache prefixes() {
        return prefixes;
    }

    /**
     * The serialization with this id.
     *
     * @throws SerializationException if no service here offers it
     */
    Serialization spoken(int id) {
        Serialization serialization = spoken[id];
        if (serialization == null) {
            throw new SerializationException(
                    "serialization id %d is not offered here (offered: %s)"
                            .formatted(
                                    id,
                                    Arrays.stream(spoken)
                                            .filter(Objects::nonNull)
                                            .map(each -> each.id() + " " + each.name())
                                            .collect(Collectors.joining(", "))));
        }
        return serialization;
    }

    /** A service whose types the arguments of such a request have, or null. */
    @Nullable ExportedService candidate(String name, @Nullable String version) {
        for (ExportedService service : byName.getOrDefault(name, List.of())) {
            if (sameVersion(version, service.url().getVersion())) {
                return service;
            }
        }
        return null;
    }

    /** The service with exactly this key, or null. */
    @Nullable ExportedService find(String key) {
        return byKey.get(key);
    }

    /** For messages: what a caller could have meant. */
    String known() {
        return byKey.isEmpty() ? "none" : String.join(", ", byKey.keySet());
    }

    private static boolean sameVersion(@Nullable String asked, @Nullable String offered) {
        String wanted = asked == null || asked.equals(DubboWire.NO_VERSION) ? "" : asked;
        return wanted.equals(offered == null ? "" : offered);
    }

    /** A request's head resolved: whose types its arguments have, and which method it is for. */
    record Target(Offer offer, PreparedMethod prepared, boolean readsAttachments) {
        @Nullable MethodGate gate() {
            return offer.service().gate(prepared.method());
        }
    }
}
