package io.redub.protocol.webservice;

import io.redub.serialize.SerializationException;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one message. What JAXB writes goes through unchanged; the rest is text around it. */
final class EnvelopeWriter {
    private final Soap soap;
    private final @Nullable SoapBinding binding;
    private final Text out;

    /**
     * @param binding null where no object is to be written
     * @param limit most bytes; 0 or less: no limit
     */
    EnvelopeWriter(Soap soap, @Nullable SoapBinding binding, int limit) {
        this.soap = soap;
        this.binding = binding;
        this.out = new Text(limit);
        text(soap.begin());
    }

    /** More than a message may have. */
    static final class TooLarge extends SerializationException {
        private static final long serialVersionUID = 1L;

        TooLarge(int limit) {
            super("it has more than " + limit + " bytes (payload limit: " + limit + ")");
        }
    }

    /** Collects the text. JAXB lets through what XML cannot say, so it is looked at in the end. */
    private static final class Text extends Writer {
        private final StringBuilder text = new StringBuilder(512);
        private final int limit;

        Text(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(char[] from, int offset, int length) {
            demand(text.length() + (long) length);
            text.append(from, offset, length);
        }

        @Override
        public void write(String from, int offset, int length) {
            demand(text.length() + (long) length);
            text.append(from, offset, offset + length);
        }

        private void demand(long size) {
            if (limit > 0 && size > limit) {
                throw new TooLarge(limit);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        byte[] bytes() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    i++;
                } else if (!isXml(c)) {
                    throw new SerializationException(
                            "a text has the character U+%04X, which XML has no way to write"
                                    .formatted((int) c));
                }
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            demand(bytes.length);
            return bytes;
        }
    }

    private static boolean isXml(char c) {
        return c >= ' ' && !Character.isSurrogate(c) && c < 0xfffe
                || c == '\t'
                || c == '\n'
                || c == '\r';
    }

    private EnvelopeWriter text(String xml) {
        out.write(xml, 0, xml.length());
        return this;
    }

    /**
     * @throws SerializationException if one is no text, number or boolean
     */
    EnvelopeWriter attachments(Map<String, Object> attachments) {
        if (attachments.isEmpty()) {
            return this;
        }
        text("<soap:Header><r:attachments xmlns:r=\"" + Soap.REDUB + "\">");
        attachments.forEach(
                (name, value) ->
                        text("<r:attachment name=\"" + escaped(name) + "\"")
                                .text(type(name, value))
                                .text(">")
                                .text(escaped(value.toString()))
                                .text("</r:attachment>"));
        return text("</r:attachments></soap:Header>");
    }

    private static String type(String name, Object value) {
        if (value instanceof CharSequence) {
            return "";
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return " type=\"int\"";
        } else if (value instanceof Long) {
            return " type=\"long\"";
        } else if (value instanceof Double || value instanceof Float) {
            return " type=\"double\"";
        } else if (value instanceof Boolean) {
            return " type=\"boolean\"";
        }
        throw new SerializationException(
                "attachment '"
                        + name
                        + "' is a "
                        + value.getClass().getName()
                        + " (expected in a web service: text, a number or a boolean)");
    }

    /** The whole message, with this in its body. */
    byte[] body(Object bean) {
        text("<soap:Body>");
        marshal(bean);
        text("</soap:Body></soap:Envelope>");
        return out.bytes();
    }

    private void marshal(Object bean) {
        try {
            Marshaller marshaller = Objects.requireNonNull(binding).jaxb().createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
            marshaller.marshal(bean, out);
        } catch (JAXBException e) {
            Throwable cause = e.getLinkedException() == null ? e : e.getLinkedException();
            throw new SerializationException(String.valueOf(cause.getMessage()).strip(), e);
        } catch (StackOverflowError e) {
            throw new SerializationException("it nests too deep", e);
        }
    }

    /**
     * The whole message, with a fault in its body.
     *
     * @param detail what JAXB writes as its detail, or null
     * @param said one of Redub's own details in XML, or empty
     */
    byte[] fault(Soap.Fault fault, String text, @Nullable Object detail, String said) {
        text("<soap:Body><soap:Fault>");
        String code = "soap:" + soap.code(fault);
        boolean old = soap == Soap.SOAP11;
        if (old) {
            text("<faultcode>" + code + "</faultcode><faultstring>" + plain(text));
            text("</faultstring>");
        } else {
            text("<soap:Code><soap:Value>" + code + "</soap:Value></soap:Code><soap:Reason>");
            text("<soap:Text xml:lang=\"en\">" + plain(text) + "</soap:Text></soap:Reason>");
        }
        if (detail != null || !said.isEmpty()) {
            text(old ? "<detail>" : "<soap:Detail>");
            if (detail != null) {
                marshal(detail);
            }
            text(said).text(old ? "</detail>" : "</soap:Detail>");
        }
        text("</soap:Fault></soap:Body></soap:Envelope>");
        return out.bytes();
    }

    /** With what XML cannot say replaced. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (i + 1 < out.length()
                    && Character.isSurrogatePair(out.charAt(i), out.charAt(i + 1))) {
                i++;
            } else if (!isXml(out.charAt(i))) {
                out.setCharAt(i, '\ufffd');
            }
        }
        return escaped(out.toString());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;")
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
    }
}
