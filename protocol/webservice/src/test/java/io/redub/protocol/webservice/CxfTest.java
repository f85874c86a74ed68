package io.redub.protocol.webservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.testkit.BareService;
import io.redub.url.URL;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.frontend.ClientProxyFactoryBean;
import org.apache.cxf.frontend.ServerFactoryBean;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.jaxws.endpoint.dynamic.JaxWsDynamicClientFactory;
import org.apache.cxf.transport.http.HTTPConduit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache CXF as client and as server: its simple frontend, which Dubbo uses, and JAX-WS. */
@Timeout(120)
class CxfTest {
    /** What CXF's JAXB has no trouble with: no records, no times, no maps as arguments. */
    public interface Stall {
        String hello(String name);

        Store.Kind kind(Store.Kind kind);

        List<Ware> wares(List<Ware> wares, String[] names, byte[] bytes);

        int[] numbers(int[] numbers);

        String over(String text);

        String over(int number);

        String over(String text, int number);

        Set<String> set(Set<String> set, Long number, char letter, BigDecimal price);

        void nothing();

        void sell(String what) throws Store.LostException, IOException;
    }

    /** A bean. */
    public static class Ware {
        public String name;
        public int count;
        public Date since;
        public byte[] picture;
        public Ware next;
        public List<String> tags;
        public Map<String, Integer> stock;
    }

    /** What {@link Stall} does. */
    public static class StallBean implements Stall {
        @Override
        public String hello(String name) {
            return "hello " + name;
        }

        @Override
        public Store.Kind kind(Store.Kind kind) {
            return kind;
        }

        @Override
        public List<Ware> wares(List<Ware> wares, String[] names, byte[] bytes) {
            Ware ware = wares.get(0);
            ware.name += names[0] + bytes.length;
            return List.of(ware, ware);
        }

        @Override
        public int[] numbers(int[] numbers) {
            return numbers;
        }

        @Override
        public String over(String text) {
            return "text";
        }

        @Override
        public String over(int number) {
            return "number";
        }

        @Override
        public String over(String text, int number) {
            return "both";
        }

        @Override
        public Set<String> set(Set<String> set, Long number, char letter, BigDecimal price) {
            return Set.of(set + " " + number + letter + price);
        }

        @Override
        public void nothing() {}

        @Override
        public void sell(String what) throws Store.LostException, IOException {
            if (what.equals("lost")) {
                Store.LostException lost = new Store.LostException("lost it");
                lost.setWhere("attic");
                throw lost;
            } else if (what.equals("io")) {
                throw new IOException("no file");
            }
            throw new IllegalStateException("broken");
        }
    }

    private static Ware ware() {
        Ware ware = new Ware();
        ware.name = "tea <ä😀>\r\n";
        ware.count = 3;
        ware.since = new Date(1_234_567_890_123L);
        ware.picture = new byte[] {0, -1};
        ware.next = new Ware();
        ware.tags = List.of("a", "b");
        ware.stock = Map.of("x", 1);
        return ware;
    }

    /** CXF's simple client gives a declared exception no message, whoever sends it. */
    private static @Nullable String told(String message, boolean cxf) {
        return cxf ? null : message;
    }

    private static void works(Stall stall, boolean cxf) throws Exception {
        assertThat(stall.hello("you")).isEqualTo("hello you");
        assertThat(stall.hello(null)).isEqualTo("hello null");
        assertThat(stall.kind(Store.Kind.TOOL)).isEqualTo(Store.Kind.TOOL);
        List<Ware> wares = stall.wares(List.of(ware()), new String[] {"!"}, new byte[3]);
        Ware expected = ware();
        expected.name += "!3";
        assertThat(wares).hasSize(2);
        assertThat(wares.get(1)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(stall.numbers(new int[] {1, -2})).containsExactly(1, -2);
        assertThat(stall.over("a")).isEqualTo("text");
        assertThat(stall.over(1)).isEqualTo("number");
        assertThat(stall.over("a", 1)).isEqualTo("both");
        assertThat(stall.set(Set.of("q"), 5L, 'ä', new BigDecimal("1.5")))
                .containsExactly("[q] 5ä1.5");
        stall.nothing();
        assertThatThrownBy(() -> stall.sell("lost"))
                .isInstanceOfSatisfying(
                        Store.LostException.class, e -> assertThat(e.getWhere()).isEqualTo("attic"))
                .hasMessage(told("lost it", cxf));
        assertThatThrownBy(() -> stall.sell("io"))
                .isInstanceOf(IOException.class)
                .hasMessage(told("no file", cxf));
        assertThatThrownBy(() -> stall.sell("x")).hasMessageContaining("broken");
    }

    private static final WebserviceProtocol PROTOCOL = new WebserviceProtocol();

    private static Exporter export(Class<?> type, Object bean, String path) {
        return PROTOCOL.export(
                new ProviderService(
                        ServiceModel.of(type),
                        URL.valueOf(
                                "webservice://127.0.0.1:0/"
                                        + path
                                        + "?bind.ip=127.0.0.1&interface="
                                        + type.getName()),
                        BareService.of(bean)));
    }

    private static String address(Exporter exporter) {
        return "http://127.0.0.1:" + exporter.url().getPort() + "/" + exporter.url().getPath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Redub's reference as a proxy. */
    private static <T> T proxy(Class<T> type, ProviderInvoker invoker, ServiceModel model) {
        return type.cast(
                java.lang.reflect.Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            Invocation call =
                                    Invocation.of(
                                            model.find(
                                                    method.getName(),
                                                    io.redub.service.MethodModel.describe(
                                                            method.getParameterTypes())),
                                            arguments == null ? new Object[0] : arguments);
                            Result result =
                                    invoker.invoke(call)
                                            .toCompletableFuture()
                                            .get(30, TimeUnit.SECONDS);
                            if (result instanceof Result.Failure failure) {
                                throw failure.status().toThrowable();
                            }
                            return ((Result.Value) result).value();
                        }));
    }

    private static ProviderInvoker refer(ServiceModel model, String address, String more) {
        return PROTOCOL.refer(
                model,
                URL.valueOf(
                        address.replace("http://", "webservice://")
                                + "?timeout=20000&interface="
                                + model.interfaceName()
                                + more));
    }

    /** As Dubbo's consumers are made. */
    @Test
    void itsSimpleClientCalls() throws Exception {
        try (Exporter exporter = export(Stall.class, new StallBean(), Stall.class.getName())) {
            ClientProxyFactoryBean factory = new ClientProxyFactoryBean();
            factory.setAddress(address(exporter));
            factory.setServiceClass(Stall.class);
            Stall stall = (Stall) factory.create();
            ((HTTPConduit) ClientProxy.getClient(stall).getConduit())
                    .getClient()
                    .setReceiveTimeout(20_000);
            works(stall, true);
            ClientProxy.getClient(stall).destroy();
        }
    }

    /** As Dubbo's providers are made. */
    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void itsSimpleServerIsCalled(String version) throws Exception {
        String address = "http://127.0.0.1:" + freePort() + "/" + Stall.class.getName();
        ServerFactoryBean factory = new ServerFactoryBean();
        factory.setAddress(address);
        factory.setServiceClass(Stall.class);
        factory.setServiceBean(new StallBean());
        if (version.equals("1.2")) {
            factory.setBindingId("http://www.w3.org/2003/05/soap/bindings/HTTP/");
        }
        Server server = factory.create();
        ServiceModel model = ServiceModel.of(Stall.class);
        try (ProviderInvoker invoker = refer(model, address, "&soap=" + version)) {
            works(proxy(Stall.class, invoker, model), false);
        } finally {
            server.destroy();
        }
    }

    private static void ledger(Ledger ledger) throws Exception {
        assertThat(ledger.sum(Arrays.asList(new BigDecimal("1.5"), BigDecimal.ONE)))
                .isEqualTo("2.5");
        ledger.note("nothing comes back");
        assertThat(ledger.take(BigDecimal.ZERO, "me")).isEqualTo("0 from me");
        assertThatThrownBy(() -> ledger.take(BigDecimal.TEN, "me"))
                .isInstanceOfSatisfying(
                        Ledger.OverdrawnException.class,
                        e -> assertThat(e.getFaultInfo().getLimit()).isEqualTo(5))
                .hasMessage("too much");
    }

    @Test
    void anAnnotatedInterfaceIsCalledByItsJaxWsClient() throws Exception {
        try (Exporter exporter = export(Ledger.class, new LedgerBean(), "books")) {
            JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
            factory.setAddress(address(exporter));
            factory.setServiceClass(Ledger.class);
            ledger((Ledger) factory.create());
        }
    }

    @Test
    void itsJaxWsServerIsCalled() throws Exception {
        String address = "http://127.0.0.1:" + freePort() + "/books";
        JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
        factory.setAddress(address);
        factory.setServiceBean(new LedgerBean());
        Server server = factory.create();
        ServiceModel model = ServiceModel.of(Ledger.class);
        try (ProviderInvoker invoker = refer(model, address, "")) {
            ledger(proxy(Ledger.class, invoker, model));
            Status status = missing(invoker);
            assertThat(status.code()).isEqualTo(StatusCode.METHOD_NOT_FOUND);
        } finally {
            server.destroy();
        }
    }

    private static Status missing(ProviderInvoker invoker) throws Exception {
        ServiceModel model = ServiceModel.of(Ledger.class);
        return ((Result.Failure)
                        invoker.invoke(Invocation.of(model.echo(), "x"))
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                .status();
    }

    /** Classes are generated from the description and compiled, for both of its ports. */
    @Test
    void aClientGeneratedFromTheDescriptionCalls() throws Exception {
        try (Exporter exporter = export(Store.class, new StoreBean(), "store")) {
            String wsdl = address(exporter) + "?wsdl";
            try (InputStream in = URI.create(wsdl).toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("location=\"" + address(exporter) + "\"")
                        .doesNotContain("schemaLocation");
            }
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            try {
                JaxWsDynamicClientFactory factory = JaxWsDynamicClientFactory.newInstance();
                for (String port : List.of("StorePort", "StorePort12")) {
                    Client client =
                            factory.createClient(
                                    wsdl,
                                    null,
                                    new javax.xml.namespace.QName(
                                            "http://webservice.protocol.redub.io/", port));
                    assertThat(client.invoke("hello", "you")).containsExactly("hello you");
                    assertThat(client.invoke("over2", "a", 1)).containsExactly("both");
                    assertThatThrownBy(() -> client.invoke("sell", "last"))
                            .hasMessageContaining("sold out");
                    client.destroy();
                }
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }
}
