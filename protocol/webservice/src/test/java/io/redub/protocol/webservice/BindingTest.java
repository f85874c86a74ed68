package io.redub.protocol.webservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Admit;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.ws.Holder;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What becomes of an interface when it is exported or referred to. */
class BindingTest {
    interface Streams {
        void put(InputStream in);
    }

    interface Options {
        Optional<String> find(Locale locale);
    }

    interface Calls {
        void back(Runnable task);
    }

    interface Holders {
        void fill(Holder<String> holder);
    }

    @WebService
    @SOAPBinding(style = SOAPBinding.Style.RPC)
    interface Old {
        void call();
    }

    /** A bean of which a service names a subclass. */
    public static class Shape {
        public int sides;
    }

    /** The subclass. */
    public static class Square extends Shape {
        public int length;
    }

    @Admit(Square.class)
    interface Shapes {
        Shape same(Shape shape);

        Object any(Object value);
    }

    interface Classes {
        Class<?> same(Class<?> type);
    }

    private static void refused(Class<?> type, String... told) {
        assertThatThrownBy(() -> SoapBinding.of(ServiceModel.of(type)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContainingAll(told)
                .hasMessageContaining("docs/errors.md#configuration");
    }

    @Test
    void aSignatureThatXmlCannotCarryIsToldWithMethodAndType() {
        refused(Streams.class, "Streams.put(java.io.InputStream): void", "no form for");
        refused(Options.class, "Options.find(java.util.Locale)", "java.util.Locale");
        refused(Calls.class, "Calls.back(java.lang.Runnable)", "interface");
        refused(Holders.class, "Holders.fill(", "jakarta.xml.ws.Holder");
        refused(Old.class, "@SOAPBinding", "document, literal, wrapped");
    }

    @Test
    void anInterfaceThatIsNotHereIsToldSo() {
        assertThatThrownBy(() -> SoapBinding.of(ServiceModel.generic("com.acme.Far")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("com.acme.Far")
                .hasMessageContaining("its interface is not here");
    }

    @Test
    void admittedSubclassesCrossAndOthersDoNot() {
        SoapBinding binding = SoapBinding.of(ServiceModel.of(Shapes.class));
        Operation same =
                binding.operations().stream()
                        .filter(each -> each.name().equals("same"))
                        .findFirst()
                        .orElseThrow();
        Square square = new Square();
        square.length = 3;
        byte[] message =
                new EnvelopeWriter(Soap.SOAP11, binding, 0).body(same.arguments().of(square));
        Object back = read(binding, same, message);
        assertThat(back).isInstanceOf(Square.class).usingRecursiveComparison().isEqualTo(square);
        Operation any =
                binding.operations().stream()
                        .filter(each -> each.name().equals("any"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(
                        () ->
                                new EnvelopeWriter(Soap.SOAP11, binding, 0)
                                        .body(any.arguments().of(new Ledger.Reason())))
                .isInstanceOf(io.redub.serialize.SerializationException.class)
                .hasMessageContaining("Reason");
    }

    private static Object read(SoapBinding binding, Operation operation, byte[] message) {
        io.redub.serialize.AllowedTypes types =
                io.redub.protocol.ServiceWorld.of(
                        ServiceModel.of(Shapes.class),
                        io.redub.url.URL.valueOf("webservice://h:1/p"));
        return EnvelopeReader.open(message, null, Soap.SOAP11, binding, types)
                .parts(operation.arguments())[0];
    }

    @Test
    void noClassIsLoadedByAName() {
        SoapBinding binding = SoapBinding.of(ServiceModel.of(Classes.class));
        Operation same = binding.operations().iterator().next();
        String name = "<a:arg0>java.lang.String</a:arg0>";
        String message =
                "<e:Envelope xmlns:e='%s' xmlns:a='%s'><e:Body><a:same>%s</a:same></e:Body></e:Envelope>"
                        .formatted(Soap.SOAP11.namespace(), binding.names().namespace(), name);
        assertThatThrownBy(() -> read(binding, same, message.getBytes()))
                .isInstanceOf(io.redub.serialize.SerializationException.class)
                .hasMessageContaining("java.lang.Class");
    }

    @Test
    void theSchemasOfADescriptionAreValid() throws Exception {
        for (Class<?> type : List.of(Store.class, Ledger.class)) {
            String text = Wsdl.of(SoapBinding.of(ServiceModel.of(type))).at("http://a/?b&c");
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document wsdl =
                    factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
            NodeList schemas =
                    wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema");
            DOMSource[] sources = new DOMSource[schemas.getLength()];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = new DOMSource(schemas.item(i));
            }
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
        }
    }

    @Test
    void namesFollowThePackageAndOverloadsTheirOrder() {
        assertThat(Names.namespace("com.acme.shop")).isEqualTo("http://shop.acme.com/");
        assertThat(
                        SoapBinding.of(ServiceModel.of(Store.class)).operations().stream()
                                .filter(each -> each.method().name().equals("over"))
                                .map(each -> each.name() + " " + each.method().descriptor()))
                .containsExactly("over I", "over1 Ljava/lang/String;", "over2 Ljava/lang/String;I");
    }
}
