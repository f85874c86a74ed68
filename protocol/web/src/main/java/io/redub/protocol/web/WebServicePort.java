package io.redub.protocol.web;

import io.redub.protocol.Exporter;
import io.redub.protocol.PortExporter;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServicePort;
import io.redub.service.RpcException;
import io.redub.url.URL;
import io.redub.web.Cors;
import io.redub.web.PortOptions;
import io.redub.web.WebPort;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.util.function.Function;

/**
 * A port with the services of one protocol over HTTP; other protocols may have some there, too.
 * Thread-safe.
 */
public final class WebServicePort<S extends PathService> implements ServicePort {
    /** Most bytes of a message where the setting {@code payload} is not given. */
    private static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;

    private final WebPort port;
    private final InboundForm<S> form;
    private final PathHandler<S> handler;

    private WebServicePort(WebPort port, InboundForm<S> form) {
        this.port = port;
        this.form = form;
        this.handler = new PathHandler<>(form);
        port.add(handler);
    }

    /**
     * Opens the port that a URL names, or joins those who have it open.
     *
     * @param form of the requests there, on the terms that the URL sets
     * @throws RpcException with the code CONFIGURATION if it cannot listen
     */
    public static <S extends PathService> WebServicePort<S> open(
            URL url, Function<WebTerms, InboundForm<S>> form) {
        WebTerms terms =
                new WebTerms(
                        payload(url),
                        Integer.MAX_VALUE,
                        Cors.of(url.getParameter("cors", "")),
                        url.getParameter("compress", true));
        InboundForm<S> made = form.apply(terms);
        try {
            return new WebServicePort<>(
                    WebPort.open(PortOptions.of(url::getParameter, url.getPort())), made);
        } catch (IOException e) {
            throw ServicePort.notBound(url, e);
        }
    }

    /** Most bytes of a message that are kept in memory; 0 or less: no limit. */
    public static int payload(URL url) {
        return url.getParameter("payload", DEFAULT_PAYLOAD);
    }

    @Override
    public int number() {
        return port.port();
    }

    @Override
    public boolean isEmpty() {
        return form.paths().isEmpty();
    }

    @Override
    public synchronized Exporter export(ProviderService service, Runnable left) {
        S exported = form.prepare(service.at(number()));
        ServicePaths<S> paths = form.paths();
        if (paths.contains(exported.key())) {
            throw ServicePort.taken(exported.key(), number());
        }
        paths.add(exported);
        return new PortExporter(
                exported.service().url(),
                port::active,
                () -> paths.announceStop(exported),
                () -> {
                    paths.remove(exported);
                    left.run();
                });
    }

    @Override
    public void close() {
        port.remove(handler);
        port.close();
    }
}
