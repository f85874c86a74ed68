package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.AnswerChannel;
import io.redub.exchange.RequestHandler;
import io.redub.exchange.WorkerPool;
import io.redub.protocol.Callback;
import io.redub.protocol.CallbackParameters;
import io.redub.protocol.ProviderService;
import io.redub.serialize.Serialization;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that one reference made known to a provider, on a connection of its own: small
 * services that the provider calls. They end with the connection, as the provider's knowledge of
 * them does. Thread-safe.
 */
final class LocalCallbacks implements RequestHandler {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final CallbackParameters parameters;
    private final URL url;
    private final Serialization serialization;
    private final ServiceHost host;
    private final Map<Object, Known> known = new IdentityHashMap<>();

    private record Known(String id, ExportedService service) {}

    LocalCallbacks(
            CallbackParameters parameters,
            URL url,
            Serialization serialization,
            WorkerPool workers,
            int payload) {
        this.parameters = parameters;
        this.url = CallbackParameters.without(url);
        this.serialization = serialization;
        this.host = new ServiceHost(workers, payload);
    }

    /**
     * The call with null for each callback, and attachments that say which they are.
     *
     * @throws RpcException LIMIT_EXCEEDED if the provider takes no more of them
     */
    Invocation outbound(Invocation call) {
        List<CallbackParameters.Parameter> callbacks = parameters.of(call.method());
        if (callbacks.isEmpty()) {
            return call;
        }
        @Nullable Object[] arguments = call.arguments().clone();
        Map<String, Object> attachments = new LinkedHashMap<>(call.attachments());
        for (CallbackParameters.Parameter parameter : callbacks) {
            if (arguments[parameter.index()] instanceof Callback.Local callback) {
                String id = parameter.opens() ? open(callback, parameter) : close(callback);
                attachments.put(RemoteCallbacks.ARGUMENT + parameter.index(), id);
            }
            arguments[parameter.index()] = null;
        }
        return call.withMethod(call.method(), arguments).withAttachments(attachments);
    }

    private synchronized String open(
            Callback.Local callback, CallbackParameters.Parameter parameter) {
        Known there = known.get(callback.object());
        if (there != null) {
            return there.id();
        }
        String type = parameter.service().interfaceName();
        long same =
                known.values().stream()
                        .filter(each -> each.service().interfaceName().equals(type))
                        .count();
        if (same >= parameters.limit()) {
            throw new RpcException(full(type, same, url.getServiceKey()));
        }
        String id = Integer.toString(IDS.incrementAndGet());
        URL where = url.withPath(type + "." + id).addParameter("interface", type);
        ExportedService service =
                new ExportedService(
                        new ProviderService(parameter.service(), where, callback.invoker().get()),
                        List.of(serialization));
        host.add(service);
        known.put(callback.object(), new Known(id, service));
        return id;
    }

    /** The provider may still be calling it; what comes after this is for nobody. */
    private synchronized String close(Callback.Local callback) {
        Known there = known.remove(callback.object());
        if (there == null) {
            // Never known; the provider has to be told something, and knows no such number.
            return Integer.toString(IDS.incrementAndGet());
        }
        host.remove(there.service());
        return there.id();
    }

    static Status full(String type, long there, String service) {
        return Status.of(
                StatusCode.LIMIT_EXCEEDED,
                Origin.BEFORE_SEND,
                "the connection has "
                        + there
                        + " callbacks of "
                        + type.replace("#", "")
                        + " already, as many as "
                        + service
                        + " takes (set 'callbacks' of the service higher, or take one back)");
    }

    @Override
    public void request(AnswerChannel channel, int flags, long id, ByteBuf body) {
        host.request(channel, flags, id, body);
    }

    @Override
    public void tooLarge(AnswerChannel channel, int flags, long id, int length) {
        host.tooLarge(channel, flags, id, length);
    }

    @Override
    public synchronized void closed(AnswerChannel channel) {
        known.clear();
        host.removeAll();
    }
}
