package io.redub.protocol.webservice;

import jakarta.xml.bind.SchemaOutputResolver;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import javax.xml.transform.Result;
import javax.xml.transform.stream.StreamResult;

/**
 * The description of a service, WSDL 1.1 with its schemas inside, with a port for each version of
 * SOAP. Immutable.
 */
final class Wsdl {
    /** Cannot be in the text otherwise: there it would be escaped. */
    private static final String PLACE = "<>";

    private final String text;

    private Wsdl(String text) {
        this.text = text;
    }

    /**
     * @param address of the service
     */
    String at(String address) {
        return text.replace(PLACE, EnvelopeWriter.escaped(address));
    }

    static Wsdl of(SoapBinding binding) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put(binding.names().namespace(), "tns");
        for (Operation operation : binding.operations()) {
            number(operation.request(), prefixes);
            number(operation.response(), prefixes);
            operation.faults().forEach(fault -> number(fault.element(), prefixes));
        }
        return new Wsdl(new Writing(binding, prefixes).all());
    }

    private static void number(QName name, Map<String, String> prefixes) {
        prefixes.computeIfAbsent(name.getNamespaceURI(), uri -> "ns" + prefixes.size());
    }

    private static final class Schemas extends SchemaOutputResolver {
        final List<StringWriter> written = new ArrayList<>();

        @Override
        public Result createOutput(String namespace, String suggested) {
            StringWriter out = new StringWriter();
            written.add(out);
            StreamResult result = new StreamResult(out);
            // They are in one document: an import needs no place.
            result.setSystemId("");
            return result;
        }
    }

    private record Writing(SoapBinding binding, Map<String, String> prefixes) {
        String name() {
            return binding.names().service();
        }

        String all() {
            StringBuilder out = new StringBuilder();
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<wsdl:definitions name=\"");
            out.append(name()).append("\" targetNamespace=\"");
            out.append(EnvelopeWriter.escaped(binding.names().namespace()));
            out.append("\" xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\"");
            out.append(" xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\"");
            out.append(" xmlns:soap12=\"http://schemas.xmlsoap.org/wsdl/soap12/\"");
            prefixes.forEach(
                    (uri, prefix) ->
                            out.append(" xmlns:%s=\"".formatted(prefix))
                                    .append(EnvelopeWriter.escaped(uri))
                                    .append('"'));
            out.append(">\n<wsdl:types>\n").append(schemas()).append("</wsdl:types>\n");
            messages(out);
            portType(out);
            binding(out, "SoapBinding", "soap");
            binding(out, "Soap12Binding", "soap12");
            out.append("<wsdl:service name=\"%s\">\n".formatted(serviceName()));
            port(out, "Port", "SoapBinding", "soap");
            port(out, "Port12", "Soap12Binding", "soap12");
            return out.append("</wsdl:service>\n</wsdl:definitions>\n").toString();
        }

        private String serviceName() {
            return binding.names().annotated() ? name() + "Service" : name();
        }

        private String schemas() {
            Schemas schemas = new Schemas();
            try {
                binding.jaxb().generateSchema(schemas);
            } catch (IOException e) {
                throw new UncheckedIOException("memory cannot be written to", e);
            }
            StringBuilder out = new StringBuilder();
            for (StringWriter each : schemas.written) {
                out.append(each.toString().replaceFirst("^\\s*<\\?xml[^>]*>", "").strip());
                out.append('\n');
            }
            return out.toString();
        }

        private String qualified(QName name) {
            return prefixes.get(name.getNamespaceURI()) + ":" + name.getLocalPart();
        }

        private void messages(StringBuilder out) {
            Map<String, QName> faults = new TreeMap<>();
            for (Operation operation : binding.operations()) {
                message(out, operation.name(), operation.request());
                message(out, operation.name() + "Response", operation.response());
                operation.faults().forEach(each -> faults.put(fault(each), each.element()));
            }
            faults.forEach((each, element) -> message(out, each, element));
        }

        /** So that no method's message has the name. */
        private static String fault(ExceptionForm form) {
            return form.element().getLocalPart() + ".fault";
        }

        private void message(StringBuilder out, String name, QName element) {
            out.append("<wsdl:message name=\"%s\">".formatted(name));
            out.append(
                    "<wsdl:part name=\"parameters\" element=\"%s\"/>"
                            .formatted(qualified(element)));
            out.append("</wsdl:message>\n");
        }

        private void portType(StringBuilder out) {
            out.append("<wsdl:portType name=\"%s\">\n".formatted(binding.names().portType()));
            for (Operation operation : binding.operations()) {
                String name = operation.name();
                out.append(
                        ("<wsdl:operation name=\"%s\"><wsdl:input message=\"tns:%s\"/>"
                                        + "<wsdl:output message=\"tns:%sResponse\"/>")
                                .formatted(name, name, name));
                for (ExceptionForm each : operation.faults()) {
                    out.append(
                            "<wsdl:fault name=\"%s\" message=\"tns:%s\"/>"
                                    .formatted(each.element().getLocalPart(), fault(each)));
                }
                out.append("</wsdl:operation>\n");
            }
            out.append("</wsdl:portType>\n");
        }

        private void binding(StringBuilder out, String suffix, String soap) {
            out.append(
                    "<wsdl:binding name=\"%s\" type=\"tns:%s\">\n"
                            .formatted(name() + suffix, binding.names().portType()));
            out.append(
                    ("<%s:binding style=\"document\""
                                    + " transport=\"http://schemas.xmlsoap.org/soap/http\"/>\n")
                            .formatted(soap));
            String body = "<%s:body use=\"literal\"/>".formatted(soap);
            for (Operation operation : binding.operations()) {
                out.append("<wsdl:operation name=\"%s\">".formatted(operation.name()));
                out.append("<%s:operation soapAction=\"\"/>".formatted(soap));
                out.append("<wsdl:input>%s</wsdl:input>".formatted(body));
                out.append("<wsdl:output>%s</wsdl:output>".formatted(body));
                for (ExceptionForm each : operation.faults()) {
                    String fault = each.element().getLocalPart();
                    out.append(
                            "<wsdl:fault name=\"%s\"><%s:fault name=\"%s\" use=\"literal\"/></wsdl:fault>"
                                    .formatted(fault, soap, fault));
                }
                out.append("</wsdl:operation>\n");
            }
            out.append("</wsdl:binding>\n");
        }

        private void port(StringBuilder out, String suffix, String bindingSuffix, String soap) {
            out.append(
                    "<wsdl:port name=\"%s\" binding=\"tns:%s\"><%s:address location=\"%s\"/></wsdl:port>\n"
                            .formatted(name() + suffix, name() + bindingSuffix, soap, PLACE));
        }
    }
}
