package io.redub.protocol.dubbo;

import io.redub.exchange.AnswerChannel;
import io.redub.exchange.RequestChannel;
import io.redub.protocol.Callback;
import io.redub.protocol.CallbackParameters;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that consumers made known, by connection: a provider calls them on the connection
 * they came on, and forgets them with it. Bounded per connection and interface. Thread-safe.
 */
final class RemoteCallbacks {
    /** Attachment that holds the number of the callback given as an argument. */
    static final String ARGUMENT = "sys_callback_arg-";

    private static final int MAX_ID = 64;

    private final ConcurrentMap<AnswerChannel, Map<String, Callback.Remote>> byChannel =
            new ConcurrentHashMap<>();

    /**
     * Puts a {@link Callback.Remote} for each argument that the attachments say is one; the others
     * become null.
     *
     * @throws RpcException LIMIT_EXCEEDED if the connection has too many already
     */
    void resolve(
            List<CallbackParameters.Parameter> parameters,
            @Nullable Object[] arguments,
            RequestAttachments attachments,
            Offer offer,
            AnswerChannel channel) {
        for (CallbackParameters.Parameter parameter : parameters) {
            Object id = attachments.map().get(ARGUMENT + parameter.index());
            arguments[parameter.index()] =
                    id == null || !(channel instanceof RequestChannel back)
                            ? null
                            : callback(parameter, checked(id), offer, channel, back);
        }
    }

    private static String checked(Object id) {
        String text = String.valueOf(id);
        if (text.length() > MAX_ID) {
            throw new RpcException(
                    Status.of(
                            StatusCode.PROTOCOL,
                            Origin.REMOTE,
                            "the number of a callback has "
                                    + text.length()
                                    + " characters (expected: at most "
                                    + MAX_ID
                                    + ")"));
        }
        return text;
    }

    private Callback.Remote callback(
            CallbackParameters.Parameter parameter,
            String id,
            Offer offer,
            AnswerChannel channel,
            RequestChannel back) {
        String type = parameter.service().interfaceName() + "#";
        Map<String, Callback.Remote> known =
                byChannel.computeIfAbsent(channel, fresh -> new HashMap<>());
        Callback.Remote callback;
        synchronized (known) {
            callback = known.get(type + id);
            if (callback == null) {
                if (parameter.opens()) {
                    requireRoom(type, known, offer.service());
                }
                callback =
                        new Callback.Remote(
                                parameter.service(), invoker(parameter, id, offer, back));
                if (parameter.opens()) {
                    known.put(type + id, callback);
                }
            } else if (!parameter.opens()) {
                known.remove(type + id);
            }
        }
        if (!channel.isOpen()) {
            forget(channel);
        }
        return callback;
    }

    private static void requireRoom(
            String type, Map<String, Callback.Remote> known, ExportedService service) {
        long there = known.keySet().stream().filter(key -> key.startsWith(type)).count();
        if (there >= service.callbackLimit()) {
            throw new RpcException(LocalCallbacks.full(type, there, service.key()));
        }
    }

    private static DubboInvoker invoker(
            CallbackParameters.Parameter parameter, String id, Offer offer, RequestChannel back) {
        ExportedService service = offer.service();
        URL url = CallbackParameters.without(service.url());
        return DubboInvoker.callback(parameter.service(), id, url, back, offer.serialization());
    }

    void forget(AnswerChannel channel) {
        byChannel.remove(channel);
    }
}
