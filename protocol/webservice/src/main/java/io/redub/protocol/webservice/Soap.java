package io.redub.protocol.webservice;

import org.jspecify.annotations.Nullable;

/** The two versions of SOAP that are in use. */
enum Soap {
    SOAP11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
    SOAP12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

    /** The namespace of Redub's own elements in headers and details. */
    static final String REDUB = "urn:io.redub:soap";

    private final String namespace;
    private final String mediaType;
    private final String begin;

    Soap(String namespace, String mediaType) {
        this.namespace = namespace;
        this.mediaType = mediaType;
        this.begin =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\""
                        + namespace
                        + "\">";
    }

    /** Whose fault a fault is. */
    enum Fault {
        SENDER("Client", "Sender"),
        RECEIVER("Server", "Receiver"),
        MUST_UNDERSTAND("MustUnderstand", "MustUnderstand"),
        VERSION_MISMATCH("VersionMismatch", "VersionMismatch");

        private final String soap11;
        private final String soap12;

        Fault(String soap11, String soap12) {
            this.soap11 = soap11;
            this.soap12 = soap12;
        }
    }

    static @Nullable Soap ofNamespace(String namespace) {
        return SOAP11.namespace.equals(namespace)
                ? SOAP11
                : SOAP12.namespace.equals(namespace) ? SOAP12 : null;
    }

    static @Nullable Soap ofMediaType(String mediaType) {
        return SOAP11.mediaType.equals(mediaType)
                ? SOAP11
                : SOAP12.mediaType.equals(mediaType) ? SOAP12 : null;
    }

    String namespace() {
        return namespace;
    }

    String mediaType() {
        return mediaType;
    }

    String contentType() {
        return mediaType + ";charset=UTF-8";
    }

    /** An envelope up to the end of its start tag. */
    String begin() {
        return begin;
    }

    String code(Fault fault) {
        return this == SOAP11 ? fault.soap11 : fault.soap12;
    }

    /** The charset of a Content-Type, or null. */
    static @Nullable String charset(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        for (String parameter : contentType.split(";")) {
            String[] pair = parameter.strip().split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("charset")) {
                return pair[1].replace("\"", "").strip();
            }
        }
        return null;
    }

    /** The status of HTTP with which a fault is sent. */
    int http(Fault fault) {
        return this == SOAP12 && fault == Fault.SENDER ? 400 : 500;
    }
}
