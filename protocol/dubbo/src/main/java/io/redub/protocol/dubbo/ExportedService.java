package io.redub.protocol.dubbo;

import io.redub.protocol.CallbackParameters;
import io.redub.protocol.MethodGate;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServiceGate;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Serialization;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A service with all that its requests need, prepared when it is exported, and the calls it has
 * under way. Thread-safe.
 */
final class ExportedService {
    private static final int DEFAULT_TIMEOUT = 1000;

    private final ProviderService service;
    private final String key;
    private final AllowedTypes types;
    private final @Nullable Offer[] offers = new Offer[Serializations.IDS];
    private final @Nullable CallbackParameters callbacks;
    private final UnderWay calls = new UnderWay();

    /** By method index: milliseconds that its calls usually may take. */
    private final long[] timeouts;

    /**
     * @throws RpcException with the code CONFIGURATION if a serialization cannot carry the types of
     *     the service
     */
    ExportedService(ProviderService service, Collection<Serialization> serializations) {
        this.service = service;
        URL url = service.url();
        this.key = URL.serviceKey(url.getGroup(), path(), url.getVersion());
        this.types = ServiceWorld.of(service.model(), url);
        this.callbacks = CallbackParameters.of(service.model(), url);
        this.timeouts =
                service.model().methods().stream()
                        .mapToLong(
                                method ->
                                        url.getMethodParameter(
                                                method.name(), "timeout", DEFAULT_TIMEOUT))
                        .toArray();
        for (Serialization each : serializations) {
            offers[each.id()] = Offer.of(this, each);
        }
    }

    /** {@code [group/]path[:version]}. */
    String key() {
        return key;
    }

    String path() {
        return service.url().getPath();
    }

    String interfaceName() {
        return service.url().getServiceInterface();
    }

    URL url() {
        return service.url();
    }

    ServiceModel model() {
        return service.model();
    }

    Invoker invoker() {
        return service.invoker();
    }

    /** This service in the serialization with this id, or null if it is not offered in that. */
    @Nullable Offer offer(int id) {
        return offers[id];
    }

    /** Counts calls that were not begun because their callers had gone. */
    LongAdder dropped() {
        return service.dropped();
    }

    /** Its calls from where they are decoded until they are answered. */
    UnderWay calls() {
        return calls;
    }

    /** The way into the method; null if it is always open. */
    @Nullable MethodGate gate(MethodModel method) {
        ServiceGate gates = service.gates();
        return gates == null ? null : gates.of(method);
    }

    /** The timeout that the provider gives the method, whatever its callers say; milliseconds. */
    long timeoutMillis(MethodModel method) {
        int index = method.index();
        return index < timeouts.length ? timeouts[index] : DEFAULT_TIMEOUT;
    }

    /** Whether any of its calls may be refused under load. */
    boolean hasGates() {
        return service.gates() != null;
    }

    /** Parameters of the method that are called back; nearly always none. */
    List<CallbackParameters.Parameter> callbacks(MethodModel method) {
        return callbacks == null ? List.of() : callbacks.of(method);
    }

    /** Callbacks that one connection may have of one interface. */
    int callbackLimit() {
        return callbacks == null ? 0 : callbacks.limit();
    }

    AllowedTypes types() {
        return types;
    }
}
