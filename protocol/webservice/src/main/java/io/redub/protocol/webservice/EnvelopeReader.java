package io.redub.protocol.webservice;

import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.web.CallHeaders;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import io.redub.service.StatusCode;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.UnmarshalException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.ValidationEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message: the envelope, its header, and whatever JAXB binds in its body. What is wrong
 * with the XML is a {@link SerializationException}.
 */
final class EnvelopeReader {
    private static final String ATTACHMENT = "attachment";

    private final SoapBinding binding;
    private final BoundedXml xml;
    private final Map<String, Object> attachments = new LinkedHashMap<>();
    private Soap soap;

    private EnvelopeReader(SoapBinding binding, BoundedXml xml, Soap soap) {
        this.binding = binding;
        this.xml = xml;
        this.soap = soap;
    }

    /**
     * Reads up to what is in the body.
     *
     * @param assumed the version until the envelope has said it
     * @throws SoapRefusal if the version or a header is none that is understood
     */
    static EnvelopeReader open(
            byte[] message,
            @Nullable String charset,
            Soap assumed,
            SoapBinding binding,
            AllowedTypes types) {
        try {
            EnvelopeReader reader =
                    new EnvelopeReader(
                            binding,
                            BoundedXml.open(message, charset, types, binding.jaxb()),
                            assumed);
            reader.begin();
            return reader;
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static SerializationException malformed(XMLStreamException e) {
        return new SerializationException("malformed XML: " + oneLine(e.getMessage()), e);
    }

    private static String oneLine(@Nullable String text) {
        String shown = String.valueOf(text).replaceAll("\\s+", " ").strip();
        return shown.length() > 500 ? shown.substring(0, 500) + "…" : shown;
    }

    private void begin() throws XMLStreamException {
        if (!xml.nextElement() || !xml.getLocalName().equals("Envelope")) {
            throw new SerializationException("no SOAP envelope");
        }
        Soap said = Soap.ofNamespace(String.valueOf(xml.getNamespaceURI()));
        if (said == null) {
            throw new SoapRefusal(
                    Soap.Fault.VERSION_MISMATCH,
                    StatusCode.PROTOCOL,
                    "an envelope of the namespace '"
                            + xml.getNamespaceURI()
                            + "' (expected: SOAP 1.1 or 1.2)");
        }
        soap = said;
        if (!xml.nextElement()) {
            throw new SerializationException("an envelope without a body");
        }
        if (xml.name().equals(new QName(soap.namespace(), "Header"))) {
            while (xml.nextElement()) {
                header();
            }
            if (!xml.nextElement()) {
                throw new SerializationException("an envelope without a body");
            }
        }
        if (!xml.name().equals(new QName(soap.namespace(), "Body"))) {
            throw new SerializationException("element '" + xml.name() + "' (expected: Body)");
        }
        if (!xml.nextElement()) {
            throw new SerializationException("an empty body");
        }
    }

    private void header() throws XMLStreamException {
        if (xml.name().equals(new QName(Soap.REDUB, "attachments"))) {
            while (xml.nextElement()) {
                String name = xml.getAttributeValue(null, "name");
                String type = xml.getAttributeValue(null, "type");
                if (name == null || !xml.getLocalName().equals(ATTACHMENT)) {
                    throw new SerializationException("an attachment without a name");
                }
                attachments.put(name, value(name, type == null ? "string" : type, xml.text()));
            }
            return;
        }
        String must = xml.getAttributeValue(soap.namespace(), "mustUnderstand");
        if (must != null && must.strip().matches("1|true") && isForUs()) {
            throw new SoapRefusal(
                    Soap.Fault.MUST_UNDERSTAND,
                    StatusCode.PROTOCOL,
                    "header '" + xml.name() + "' must be understood, and is not");
        }
        xml.skip();
    }

    private boolean isForUs() {
        String actor =
                xml.getAttributeValue(soap.namespace(), soap == Soap.SOAP11 ? "actor" : "role");
        return actor == null
                || actor.isBlank()
                || actor.endsWith("/next")
                || actor.endsWith("/ultimateReceiver");
    }

    private static Object value(String name, String type, String text) {
        try {
            return switch (type) {
                case "string" -> text;
                case "int" -> Integer.valueOf(text.strip());
                case "long" -> Long.valueOf(text.strip());
                case "double" -> Double.valueOf(text.strip());
                case "boolean" -> Boolean.valueOf(text.strip());
                default ->
                        throw new SerializationException(
                                "attachment '" + name + "' is of the type '" + type + "'");
            };
        } catch (NumberFormatException e) {
            throw new SerializationException("attachment '" + name + "' is no " + type, e);
        }
    }

    Soap soap() {
        return soap;
    }

    /**
     * Those of the envelope's header and of HTTP's.
     *
     * @param http the headers with which the message came
     */
    Map<String, Object> attachments(HttpHeaders http) {
        Map<String, Object> all = new LinkedHashMap<>(CallHeaders.attachments(http, null));
        all.putAll(attachments);
        return all;
    }

    /** The element where this stands: at first, the one in the body. */
    QName element() {
        return xml.name();
    }

    boolean isFault() {
        return xml.name().equals(new QName(soap.namespace(), "Fault"));
    }

    BoundedXml xml() {
        return xml;
    }

    /** Reads the element where this stands with its children. */
    @Nullable Object[] parts(BeanForm form) {
        xml.expect(form.parts());
        return form.values(object(form.type()));
    }

    /** Reads the element where this stands as an object of the service's types. */
    Object object(Class<?> type) {
        try {
            Unmarshaller unmarshaller = binding.jaxb().createUnmarshaller();
            unmarshaller.setEventHandler(EnvelopeReader::isHarmless);
            Object value = unmarshaller.unmarshal(xml, type).getValue();
            if (!type.isInstance(value)) {
                throw new SerializationException("its type is another one, or it is nil");
            }
            return value;
        } catch (UnmarshalException e) {
            Throwable cause = e.getLinkedException() == null ? e : e.getLinkedException();
            if (cause instanceof SerializationException refused) {
                throw refused;
            } else if (cause instanceof XMLStreamException broken) {
                throw malformed(broken);
            }
            throw new SerializationException(
                    "it does not fit: " + oneLine(cause.getMessage()), cause);
        } catch (JAXBException e) {
            throw new SerializationException("it cannot be read: " + oneLine(e.toString()), e);
        }
    }

    /** Elements that a bean does not have are passed over, as a newer peer may send them. */
    private static boolean isHarmless(ValidationEvent event) {
        return event.getLinkedException() == null
                && event.getSeverity() < ValidationEvent.FATAL_ERROR;
    }

    /** Reads the rest, so that nothing malformed passes. */
    void end() {
        try {
            while (xml.hasNext()) {
                if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
                        && xml.depth() <= BoundedXml.WRAPPER_DEPTH) {
                    throw new SerializationException(
                            "element '" + xml.name() + "' behind the call (expected: one call)");
                }
                xml.next();
            }
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }
}
