package io.redub.protocol.webservice;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import java.io.ByteArrayInputStream;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.util.StreamReaderDelegate;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;
import org.jspecify.annotations.Nullable;

/**
 * One message while it is read: without a DTD, so that there are no entities to expand or to fetch,
 * and within the bounds of its service. The children of the wrapper are taken with the namespace of
 * the service and without one, as clients differ.
 */
final class BoundedXml extends StreamReaderDelegate {
    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    /** How many events pass between two looks at the clock. */
    private static final int CLOCK_EVERY = 1024;

    /** Of a number or a part of a time: what reads it takes time by the square of them. */
    private static final int MOST_DIGITS = 10_000;

    /** Below the envelope and its body. */
    static final int WRAPPER_DEPTH = 3;

    private static final XMLInputFactory FACTORY = factory();

    private final AllowedTypes types;
    private final ReadLimits limits;
    private final JAXBContextImpl jaxb;
    private final long began = System.nanoTime();
    private final Map<String, QName> children = new HashMap<>();
    private int childDepth = -1;
    private int depth;
    private int events;
    private int elements;
    private int named;
    private int digits;
    private boolean ended;

    private BoundedXml(
            javax.xml.stream.XMLStreamReader reader, AllowedTypes types, JAXBContextImpl jaxb) {
        super(reader);
        this.types = types;
        this.limits = types.limits();
        this.jaxb = jaxb;
    }

    private static XMLInputFactory factory() {
        // The JDK's: that of a library on the class path may treat these settings differently.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // Newer JDKs have a limit of 100, and would be asked first.
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("nothing is fetched for a message");
                });
        return factory;
    }

    /**
     * @param charset as the headers say, or null
     */
    static BoundedXml open(
            byte[] message, @Nullable String charset, AllowedTypes types, JAXBContextImpl jaxb)
            throws XMLStreamException {
        ReadLimits limits = types.limits();
        if (message.length > limits.bytes()) {
            throw limits.exceeded(Bound.BYTES, types);
        }
        return new BoundedXml(
                FACTORY.createXMLStreamReader(new Timed(message, types), charset), types, jaxb);
    }

    /** Looks at the clock within a tag, too: its namespaces take time by the square of them. */
    private static final class Timed extends ByteArrayInputStream {
        private final AllowedTypes types;
        private final long began = System.nanoTime();

        Timed(byte[] message, AllowedTypes types) {
            super(message);
            this.types = types;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (pos > 0 && System.nanoTime() - began > types.limits().time().toNanos()) {
                throw types.limits().exceeded(Bound.TIME, types);
            }
            return super.read(target, offset, length);
        }
    }

    /** From here on the children of the element where this stands are these. */
    void expect(List<Part> parts) {
        childDepth = depth + 1;
        parts.forEach(part -> children.put(part.element().getLocalPart(), part.element()));
    }

    @Override
    public int next() throws XMLStreamException {
        if (ended) {
            depth--;
            ended = false;
        }
        int event = super.next();
        if (++events % CLOCK_EVERY == 0 && System.nanoTime() - began > limits.time().toNanos()) {
            throw limits.exceeded(Bound.TIME, types);
        }
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> begin();
            case XMLStreamConstants.END_ELEMENT -> {
                ended = true;
                digits = 0;
            }
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE ->
                    countDigits(
                            CharBuffer.wrap(getTextCharacters(), getTextStart(), getTextLength()));
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new SerializationException(
                            "a document type declaration or an entity (expected: none in SOAP)");
            default -> {}
        }
        return event;
    }

    /** Texts come in pieces. */
    private void countDigits(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            digits = Character.isDigit(text.charAt(i)) ? digits + 1 : 0;
            if (digits > MOST_DIGITS) {
                throw new SerializationException(
                        "a number of more than " + MOST_DIGITS + " digits (expected: fewer)");
            }
        }
    }

    private void begin() {
        digits = 0;
        for (int i = 0; i < getAttributeCount(); i++) {
            countDigits(getAttributeValue(i));
            digits = 0;
        }
        depth++;
        if (depth > limits.depth()) {
            throw limits.exceeded(Bound.DEPTH, types);
        }
        elements += 1 + getAttributeCount();
        if (elements > limits.elements()) {
            throw limits.exceeded(Bound.ELEMENTS, types);
        }
        String type = getAttributeValue(XSI, "type");
        // Of the wrapper, whose type has no name here, it tells nothing.
        if (type != null && depth != WRAPPER_DEPTH) {
            demandKnown(type.strip());
        }
        if (depth == childDepth && expected() == null) {
            throw new SerializationException(
                    "element '%s' (expected: %s)"
                            .formatted(
                                    new QName(super.getNamespaceURI(), getLocalName()),
                                    children.isEmpty() ? "none" : children.values()));
        }
    }

    /** JAXB would ignore what it does not know, and make an object of what is declared. */
    private void demandKnown(String type) {
        if (++named > limits.classDefinitions()) {
            throw limits.exceeded(Bound.CLASSES, types);
        }
        int colon = type.indexOf(':');
        String uri =
                getNamespaceContext().getNamespaceURI(colon < 0 ? "" : type.substring(0, colon));
        QName name = new QName(uri, type.substring(colon + 1));
        if (jaxb.getGlobalType(name) == null) {
            throw new SerializationException(
                    "xsi:type " + name + " (expected: a type of the service's signatures)");
        }
    }

    private @Nullable QName expected() {
        QName child = children.get(getLocalName());
        String uri = super.getNamespaceURI();
        boolean fits =
                child != null
                        && (uri == null
                                || uri.isEmpty()
                                || child.getNamespaceURI().isEmpty()
                                || uri.equals(child.getNamespaceURI()));
        return fits ? child : null;
    }

    @Override
    public String getNamespaceURI() {
        QName child = depth == childDepth ? expected() : null;
        return child == null ? super.getNamespaceURI() : child.getNamespaceURI();
    }

    /** Goes to the next start tag, or to the end of the element around: which of them it is. */
    boolean nextElement() throws XMLStreamException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    /** From a start tag to its end. */
    void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            open += nextElement() ? 1 : -1;
        }
    }

    /** Text of the element where this stands, without elements in it; goes to its end. */
    String text() throws XMLStreamException {
        StringBuilder out = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        out.append(getText());
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.END_ELEMENT -> {
                    return out.toString();
                }
                default -> {}
            }
        }
    }

    QName name() {
        String uri = getNamespaceURI();
        return new QName(uri == null ? "" : uri, getLocalName());
    }

    int depth() {
        return depth;
    }
}
