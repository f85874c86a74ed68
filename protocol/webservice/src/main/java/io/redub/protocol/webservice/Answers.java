package io.redub.protocol.webservice;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.serialize.SerializationException;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Problem;
import io.redub.web.WebExchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a response or a fault in the version of SOAP in which it was asked, or
 * a problem of HTTP for what was no call.
 *
 * @param soap the version
 */
record Answers(WebExchange exchange, WebserviceService service, Soap soap) {
    void answer(Operation operation, Result result) {
        HttpHeaders headers = headers();
        try {
            Map<String, Object> attachments = Headers.put(result.attachments(), headers);
            if (result instanceof Result.Failure failure) {
                fault(headers, attachments, operation, failure.status());
                return;
            }
            BeanForm form = operation.result();
            Object value = ((Result.Value) result).value();
            Object bean = form.parts().isEmpty() ? form.of() : form.of(value);
            exchange.answer(200, headers, writer().attachments(attachments).body(bean));
        } catch (SerializationException e) {
            fault(
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.AFTER_SEND,
                            "the answer of %s.%s cannot be sent: %s"
                                    .formatted(
                                            service.key(),
                                            operation.method().name(),
                                            e.getMessage())));
        }
    }

    private EnvelopeWriter writer() {
        return new EnvelopeWriter(soap, service.binding(), service.payload());
    }

    private HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, soap.contentType());
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return headers;
    }

    void fault(Status status) {
        fault(headers(), Map.of(), null, status);
    }

    private void fault(
            HttpHeaders headers,
            Map<String, Object> attachments,
            @Nullable Operation operation,
            Status status) {
        Throwable thrown = status.toThrowable();
        Object detail = operation == null ? null : Faults.detail(operation, status);
        Soap.Fault fault = Faults.whose(status);
        headers.set(Headers.CODE, Faults.code(status).number());
        byte[] content;
        if (detail != null) {
            String message = thrown.getMessage();
            String text = message == null ? thrown.getClass().getName() : message;
            try {
                content = writer().attachments(attachments).fault(fault, text, detail, "");
                exchange.answer(soap.http(fault), headers, content);
                return;
            } catch (SerializationException unwritable) {
                // It is told as one that is not declared.
            }
        }
        content =
                new EnvelopeWriter(soap, service.binding(), 0)
                        .attachments(attachments)
                        .fault(fault, Faults.text(status), null, Faults.said(status));
        exchange.answer(soap.http(fault), headers, content);
    }

    void refuse(SoapRefusal refusal) {
        HttpHeaders headers = headers();
        headers.set(Headers.CODE, refusal.code().number());
        String said = Faults.said(refusal.code(), null);
        exchange.answer(
                soap.http(refusal.fault()),
                headers,
                new EnvelopeWriter(soap, service.binding(), 0)
                        .fault(refusal.fault(), refusal.text(), null, said));
    }

    /** What was not understood, or is not served. */
    static void refuse(WebExchange exchange, Refusal refusal) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.set(Headers.CODE, refusal.code().number());
        if (refusal.http() == 405) {
            headers.set(HttpHeaderNames.ALLOW, "POST");
        }
        Problem problem =
                Problem.of(refusal.http(), refusal.text())
                        .with("code", refusal.code().number())
                        .with("explained", "docs/errors.md#" + refusal.code().anchor());
        exchange.answer(problem.status(), headers, problem.json());
    }
}
