package io.redub.protocol.hessian;

import io.redub.protocol.ProviderService;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.InboundCall;
import io.redub.protocol.web.InboundForm;
import io.redub.protocol.web.NotAllowed;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.ServicePaths;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Origin;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import io.redub.web.WebRequest;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services of one port, each at its path. Thread-safe. */
final class HessianServer implements InboundForm<HessianService> {
    /** A worker begins with a request that has a stream once so much of it is here. */
    private static final int STREAM_BEGINS = 64 * 1024;

    private final WebTerms terms;
    private final WebTerms streamTerms;
    private final HessianValues values;
    private final Answers answers;
    private final ServicePaths<HessianService> paths = new ServicePaths<>();

    HessianServer(WebTerms terms, HessianValues values) {
        this.terms = terms;
        this.streamTerms = new WebTerms(0, STREAM_BEGINS, terms.cors(), terms.gzip());
        this.values = values;
        this.answers = new Answers(values);
    }

    @Override
    public ServicePaths<HessianService> paths() {
        return paths;
    }

    @Override
    public HessianService prepare(ProviderService service) {
        return new HessianService(service, values);
    }

    // --- which requests

    private @Nullable HessianService find(WebRequest request) {
        return paths.find(request.path().substring(1), request, true);
    }

    @Override
    public boolean takes(WebRequest request) {
        return request.mediaType().contains("hessian") && find(request) != null;
    }

    @Override
    public boolean knows(WebRequest request) {
        return find(request) != null;
    }

    @Override
    public WebTerms terms(WebRequest request) {
        HessianService service = find(request);
        return service != null && service.takesStreams() ? streamTerms : terms;
    }

    // --- what becomes of them

    @Override
    public void serve(WebExchange exchange) throws IOException {
        WebRequest request = exchange.request();
        HessianService service = find(request);
        if (service == null) {
            throw new Refusal(404, StatusCode.SERVICE_NOT_FOUND, "the service has left");
        } else if (!request.method().equals("POST")) {
            throw new NotAllowed(request.method(), "POST");
        } else if (!request.mediaType().contains("hessian")) {
            // Only what no page of another site can send unasked.
            throw new Refusal(
                    415,
                    StatusCode.SERIALIZATION,
                    "this is no Content-Type of Hessian (expected: " + Answers.MEDIA_TYPE + ")");
        }
        CallReader.Asked asked;
        Map<String, Object> attachments;
        try {
            attachments = CallHeaders.attachments(request.headers(), service.attachments());
            asked = new CallReader(service, values, exchange.body()).read();
        } catch (SerializationException e) {
            // A fault, since of another status Caucho's client tells its user the number alone.
            answers.fault(
                    exchange,
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.REMOTE,
                            "the call cannot be read: " + e.getMessage()));
            return;
        }
        if (asked instanceof CallReader.Asked.Call call) {
            run(exchange, service, call, attachments);
        } else if (asked instanceof CallReader.Asked.Attribute attribute) {
            answers.attribute(exchange, attribute.value());
        } else if (asked instanceof CallReader.Asked.Unknown unknown) {
            answers.fault(
                    exchange,
                    Status.of(StatusCode.METHOD_NOT_FOUND, Origin.REMOTE, unknown.message()));
        }
    }

    private void run(
            WebExchange exchange,
            HessianService service,
            CallReader.Asked.Call asked,
            Map<String, Object> attachments) {
        HessianMethod method = asked.method();
        InboundCall<HessianService> call =
                InboundCall.of(
                        this,
                        exchange,
                        service,
                        method.method(),
                        asked.arguments(),
                        attachments,
                        CallMode.ASYNC);
        InboundCall.Reply reply = result -> answers.answer(exchange, service, method, result);
        if (method.result() == HessianMethod.Binary.NONE) {
            call.answer(reply);
        } else {
            call.answerHere(reply);
        }
    }

    @Override
    public void refuse(WebExchange exchange, Refusal refusal) {
        ToldFailure.refuse(exchange, refusal);
    }

    @Override
    public void fail(WebExchange exchange, Status status) {
        answers.fault(exchange, status);
    }
}
