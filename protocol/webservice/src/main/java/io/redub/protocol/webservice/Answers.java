package io.redub.protocol.webservice;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.SerializationException;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import java.util.Map;

/**
 * The answer to one request: a response or a fault, in the version of SOAP in which it was asked.
 *
 * @param soap the version
 */
record Answers(WebExchange exchange, Soap soap) {
    void answer(WebserviceService service, Operation operation, Result result) {
        HttpHeaders headers = headers();
        try {
            Map<String, Object> attachments = CallHeaders.putTrace(result.attachments(), headers);
            if (result instanceof Result.Failure failure) {
                fault(headers, attachments, service, operation, failure.status());
                return;
            }
            BeanForm form = operation.result();
            Object value = ((Result.Value) result).value();
            Object bean = form.parts().isEmpty() ? form.of() : form.of(value);
            exchange.answer(200, headers, writer(service).attachments(attachments).body(bean));
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

    private EnvelopeWriter writer(WebserviceService service) {
        return new EnvelopeWriter(soap, service.binding(), service.payload());
    }

    private HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, soap.contentType());
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return headers;
    }

    void fault(Status status) {
        told(headers(), Map.of(), status);
    }

    private void fault(
            HttpHeaders headers,
            Map<String, Object> attachments,
            WebserviceService service,
            Operation operation,
            Status status) {
        Object detail = Faults.detail(operation, status);
        if (detail != null) {
            Throwable thrown = status.toThrowable();
            Soap.Fault fault = Faults.whose(status);
            String message = thrown.getMessage();
            String text = message == null ? thrown.getClass().getName() : message;
            try {
                byte[] content =
                        writer(service).attachments(attachments).fault(fault, text, detail, "");
                ToldFailure.put(status, headers);
                exchange.answer(soap.http(fault), headers, content);
                return;
            } catch (SerializationException unwritable) {
                // It is told as one that is not declared.
            }
        }
        told(headers, attachments, status);
    }

    private void told(HttpHeaders headers, Map<String, Object> attachments, Status status) {
        Soap.Fault fault = Faults.whose(status);
        ToldFailure.put(status, headers);
        exchange.answer(
                soap.http(fault),
                headers,
                new EnvelopeWriter(soap, null, 0)
                        .attachments(attachments)
                        .fault(fault, Faults.text(status), null, Faults.said(status)));
    }

    /** Answers what was no call with a fault. */
    void refuse(Refusal refusal) {
        HttpHeaders headers = headers();
        ToldFailure.put(refusal.code(), headers);
        Soap.Fault fault = SoapRefusal.fault(refusal);
        exchange.answer(
                soap.http(fault),
                headers,
                new EnvelopeWriter(soap, null, 0)
                        .fault(fault, refusal.text(), null, Faults.said(refusal.code(), null)));
    }
}
