package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.ServiceWorld;
import io.redub.protocol.web.AttachmentForm;
import io.redub.protocol.web.OutboundForm;
import io.redub.protocol.web.OutboundMethod;
import io.redub.protocol.web.Texts;
import io.redub.protocol.web.WebServicePort;
import io.redub.serialize.AllowedTypes;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import io.redub.web.WebAnswer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one service of one provider by Hessian 2. A binary that is the last argument is written
 * on the caller's thread while the peer takes it.
 */
final class HessianCalls implements OutboundForm {
    private final ServiceModel service;
    private final String target;
    private final HessianValues values;
    private final HessianAttachments attachments;
    private final AnswerReader answers;

    HessianCalls(ServiceModel service, URL url, HessianValues values) {
        this.service = service;
        this.values = values;
        this.target =
                "/"
                        + Texts.encoded(
                                url.getPath().isEmpty() ? service.interfaceName() : url.getPath());
        AllowedTypes types = ServiceWorld.of(service, url);
        this.attachments = new HessianAttachments(types, values);
        this.answers = new AnswerReader(attachments, WebServicePort.payload(url));
    }

    @Override
    public AttachmentForm attachments() {
        return attachments;
    }

    @Override
    public OutboundMethod method(MethodModel method, String call) {
        HessianMethod form = HessianMethod.of(method, values.serialization());
        boolean overloaded = service.named(method.name()).size() > 1;
        String name = overloaded ? HessianMethod.mangled(method) : method.name();
        return new Outbound(form, new CallWriter(form, name, values), call);
    }

    private final class Outbound implements OutboundMethod {
        private final HessianMethod form;
        private final CallWriter writer;
        private final String call;

        Outbound(HessianMethod form, CallWriter writer, String call) {
            this.form = form;
            this.writer = writer;
            this.call = call;
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public ByteBuf write(Invocation invocation, HttpHeaders headers) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, Answers.MEDIA_TYPE);
            return writer.head(invocation);
        }

        @Override
        public @Nullable Rest rest(Invocation invocation) {
            Object binary = writer.streamed(invocation);
            return binary == null ? null : out -> CallWriter.write(binary, out);
        }

        @Override
        public boolean isStreamed() {
            return form.result() == HessianMethod.Binary.STREAM;
        }

        @Override
        public Result read(WebAnswer answer) throws IOException {
            return answers.read(form, call, answer);
        }
    }
}
