package io.redub.protocol.webservice;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ServiceWorld;
import io.redub.protocol.web.AttachmentForm;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.OutboundForm;
import io.redub.protocol.web.OutboundMethod;
import io.redub.protocol.web.Refusal;
import io.redub.protocol.web.Texts;
import io.redub.protocol.web.WebServicePort;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import io.redub.web.WebAnswer;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Calls of one service of one provider by SOAP. */
final class SoapCalls implements OutboundForm {
    private final SoapBinding binding;
    private final Soap soap;
    private final AnswerReader answers;
    private final String target;
    private final int payload;

    /**
     * @throws IllegalArgumentException if the setting {@code soap} is no version
     */
    SoapCalls(ServiceModel service, URL url) {
        this.binding = SoapBinding.of(service);
        this.soap = version(url.getParameter("soap", "1.1"));
        this.answers = new AnswerReader(binding, ServiceWorld.of(service, url));
        this.target =
                "/"
                        + Texts.encoded(
                                url.getPath().isEmpty() ? service.interfaceName() : url.getPath());
        this.payload = WebServicePort.payload(url);
    }

    private static Soap version(String setting) {
        return switch (setting) {
            case "1.1" -> Soap.SOAP11;
            case "1.2" -> Soap.SOAP12;
            default ->
                    throw new IllegalArgumentException(
                            "soap: '" + setting + "' (expected: 1.1 or 1.2)");
        };
    }

    @Override
    public @Nullable AttachmentForm attachments() {
        return null;
    }

    @Override
    public OutboundMethod method(MethodModel method, String call) {
        return new Outbound(binding.operation(method.index()), call);
    }

    private final class Outbound implements OutboundMethod {
        private final @Nullable Operation operation;
        private final String call;

        /**
         * @param operation null if the method is none of the interface
         */
        Outbound(@Nullable Operation operation, String call) {
            this.operation = operation;
            this.call = call;
        }

        private Operation demanded() {
            Operation known = operation;
            if (known == null) {
                throw new Refusal(
                        404,
                        StatusCode.METHOD_NOT_FOUND,
                        "a web service has the methods of its interface alone");
            }
            return known;
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public ByteBuf write(Invocation invocation, HttpHeaders headers) {
            Operation known = demanded();
            headers.set(HttpHeaderNames.CONTENT_TYPE, soap.contentType());
            if (soap == Soap.SOAP11) {
                headers.set("SOAPAction", "\"\"");
            }
            try {
                return Unpooled.wrappedBuffer(
                        new EnvelopeWriter(soap, binding, payload)
                                .attachments(
                                        CallHeaders.putTrace(invocation.attachments(), headers))
                                .body(known.arguments().of(invocation.arguments())));
            } catch (EnvelopeWriter.TooLarge e) {
                throw new Refusal(413, StatusCode.LIMIT_EXCEEDED, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public Result read(WebAnswer answer) throws IOException {
            try {
                return answers.read(demanded(), call, answer);
            } catch (XMLStreamException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
