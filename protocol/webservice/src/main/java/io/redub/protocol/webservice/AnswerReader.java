package io.redub.protocol.webservice;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.AllowedTypes;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebAnswer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the answers of one service. Thread-safe. */
final class AnswerReader {
    private static final QName FAILURE = new QName(Soap.REDUB, "failure");

    private final SoapBinding binding;
    private final AllowedTypes types;

    AnswerReader(SoapBinding binding, AllowedTypes types) {
        this.binding = binding;
        this.types = types;
    }

    /**
     * The answer is closed here.
     *
     * @param call for messages
     * @throws io.redub.protocol.web.Refusal if its envelope is none that is understood
     * @throws io.redub.serialize.SerializationException if it is malformed or does not fit
     */
    Result read(Operation operation, String call, WebAnswer answer)
            throws IOException, XMLStreamException {
        byte[] body;
        try (answer) {
            body = answer.body().readAllBytes();
        }
        String contentType = String.valueOf(answer.headers().get(HttpHeaderNames.CONTENT_TYPE));
        String media = contentType.toLowerCase(Locale.ROOT);
        StatusCode told = ToldFailure.code(answer.headers());
        if (answer.status() == 202 && operation.result().parts().isEmpty()) {
            // One-way there: it was taken, and nothing more is said.
            return Result.NULL;
        }
        if (!media.contains("xml") || answer.status() != 200 && body.length == 0) {
            return Result.failure(ToldFailure.refused(call, answer, body));
        }
        EnvelopeReader in =
                EnvelopeReader.open(body, Soap.charset(contentType), Soap.SOAP11, binding, types);
        Map<String, Object> attachments = in.attachments(answer.headers());
        if (in.isFault()) {
            return Result.failure(fault(operation, in, call, told)).withAttachments(attachments);
        }
        if (!in.element().equals(operation.response())) {
            throw new io.redub.serialize.SerializationException(
                    "element '" + in.element() + "' (expected: " + operation.response() + ")");
        }
        @Nullable Object[] values = in.parts(operation.result());
        in.end();
        Object value = values.length == 0 ? null : values[0];
        return value == null && attachments.isEmpty()
                ? Result.NULL
                : new Result.Value(value, attachments);
    }

    /** What a fault has, in either version. */
    private static final class Told {
        String whose = "";
        String text = "";
        @Nullable Throwable thrown;
        @Nullable String exception;
    }

    private static Status fault(
            Operation operation, EnvelopeReader in, String call, @Nullable StatusCode code)
            throws XMLStreamException {
        Told told = new Told();
        BoundedXml xml = in.xml();
        boolean found = false;
        while (!found && xml.nextElement()) {
            switch (xml.getLocalName()) {
                case "faultcode" -> told.whose = xml.text();
                case "faultstring" -> told.text = xml.text();
                case "Code" -> told.whose = first(xml);
                case "Reason" -> told.text = first(xml);
                case "detail", "Detail" -> found = detail(operation, in, told);
                default -> xml.skip();
            }
        }
        if (told.thrown != null) {
            return Status.application(told.thrown);
        }
        return Faults.status(code, told.whose.strip(), told.text, told.exception, call);
    }

    /** The text of the first child; goes to the end of the element. */
    private static String first(BoundedXml xml) throws XMLStreamException {
        String text = "";
        boolean found = false;
        while (xml.nextElement()) {
            if (found) {
                xml.skip();
            } else {
                text = xml.text();
                found = true;
            }
        }
        return text;
    }

    /** Whether the exception was found; then JAXB has read beyond it, and the rest stays unread. */
    private static boolean detail(Operation operation, EnvelopeReader in, Told told)
            throws XMLStreamException {
        BoundedXml xml = in.xml();
        while (xml.nextElement()) {
            ExceptionForm form = operation.faultOf(in.element());
            if (form != null) {
                told.thrown = thrown(form, in, told.text);
                told.exception = form.type().getName();
                return true;
            } else if (in.element().equals(FAILURE)) {
                failure(xml, told);
            } else {
                xml.skip();
            }
        }
        return false;
    }

    private static void failure(BoundedXml xml, Told told) throws XMLStreamException {
        while (xml.nextElement()) {
            if (xml.getLocalName().equals("exception")) {
                told.exception = xml.text();
            } else {
                xml.skip();
            }
        }
    }

    private static @Nullable Throwable thrown(ExceptionForm form, EnvelopeReader in, String text) {
        try {
            return form.thrown(in.object(form.detailType()), text);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
