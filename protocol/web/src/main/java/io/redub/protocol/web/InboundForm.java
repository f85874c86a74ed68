package io.redub.protocol.web;

import io.redub.protocol.ProviderService;
import io.redub.service.Status;
import io.redub.web.WebExchange;
import io.redub.web.WebHandler;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;

/**
 * How one protocol reads requests of a port as calls, and writes the answers. Thread-safe.
 *
 * @param <S> what it knows of a service
 */
public interface InboundForm<S extends PathService> {
    /** Where the services of the port come and go; the same for ever. */
    ServicePaths<S> paths();

    /**
     * Works out all that requests of a service need.
     *
     * @throws io.redub.service.RpcException with the code CONFIGURATION if this protocol cannot
     *     carry it
     */
    S prepare(ProviderService service);

    /** See {@link WebHandler#takes}. */
    boolean takes(WebRequest request);

    /** See {@link WebHandler#knows}. */
    boolean knows(WebRequest request);

    /** See {@link WebHandler#terms}. */
    WebTerms terms(WebRequest request);

    /**
     * Answers a request, now or later; calls are made by {@link InboundCall}.
     *
     * @throws Refusal is answered by {@link #refuse}
     */
    void serve(WebExchange exchange) throws IOException;

    /** Answers what is not understood, or not served. */
    void refuse(WebExchange exchange, Refusal refusal);

    /** Answers a call whose own answer could not be written. */
    void fail(WebExchange exchange, Status status);
}
