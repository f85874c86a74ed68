package io.redub.protocol.web;

import io.redub.web.WebExchange;
import io.redub.web.WebHandler;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;

/** Answers the requests for one protocol's services. */
record PathHandler<S extends PathService>(InboundForm<S> form) implements WebHandler {
    @Override
    public boolean takes(WebRequest request) {
        return form.takes(request);
    }

    @Override
    public boolean knows(WebRequest request) {
        return form.knows(request);
    }

    @Override
    public String offers() {
        return form.paths().offers();
    }

    @Override
    public WebTerms terms(WebRequest request) {
        return form.terms(request);
    }

    @Override
    public void handle(WebExchange exchange) throws IOException {
        if (form.paths().isStopping()) {
            exchange.last();
        }
        try {
            form.serve(exchange);
        } catch (Refusal refusal) {
            form.refuse(exchange, refusal);
        }
    }
}
