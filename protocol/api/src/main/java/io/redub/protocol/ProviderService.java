package io.redub.protocol;

import io.redub.service.Invoker;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service to export.
 *
 * @param url where and how; its scheme names the protocol
 * @param answering gives what answers the calls: the filters around the user's object; asked for
 *     every call, as rules change filters
 * @param dropped counts the calls that the protocol does not hand to the invoker because their
 *     caller has gone: it gave up, took the call back, or lost its connection
 * @param gates asked before a call is decoded, by a protocol that {@link Protocol#asksGates() does
 *     so}; null if no load is shed
 */
public record ProviderService(
        ServiceModel model,
        URL url,
        Supplier<Invoker> answering,
        LongAdder dropped,
        @Nullable ServiceGate gates) {
    /** One that takes every call. */
    public ProviderService(ServiceModel model, URL url, Invoker invoker) {
        this(model, url, () -> invoker, new LongAdder(), null);
    }

    /** The same service at the port that was bound for it. */
    public ProviderService at(int port) {
        return new ProviderService(model, url.withPort(port), answering, dropped, gates);
    }

    /** What answers a call that comes now. */
    public Invoker invoker() {
        return answering.get();
    }

    /** The URL, under the name that adaptive extensions look for. */
    public URL getUrl() {
        return url;
    }
}
