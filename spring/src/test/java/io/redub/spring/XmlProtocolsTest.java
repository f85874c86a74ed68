package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.config.RedubBootstrap;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericXmlApplicationContext;

/** Every protocol is an element of XML, and a service is called by each. */
class XmlProtocolsTest {
    @RegisterExtension static final ZooKeeperServer REGISTRY = new ZooKeeperServer();

    private static final String GREETER = "interface=\"io.redub.spring.Greeter\"";
    private static final List<String> SHARING = List.of("dubbo", "http", "hessian", "webservice");

    private static GenericXmlApplicationContext start(String name, List<String> elements) {
        List<String> all = new ArrayList<>();
        all.add("<dubbo:application name=\"" + name + "\"/>");
        all.add("<dubbo:registry address=\"zookeeper://" + REGISTRY.address() + "\"/>");
        all.addAll(elements);
        return XmlContext.start(name + ".xml", XmlContext.beans(all.toArray(String[]::new)));
    }

    private static String protocol(String name, int port) {
        return "<dubbo:protocol name=\"" + name + "\" port=\"" + port + "\" host=\"127.0.0.1\"/>";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String answer(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void oneServiceIsExportedUnderAllAndCalledByEach() throws Exception {
        int port = freePort();
        List<String> provided = new ArrayList<>();
        SHARING.forEach(name -> provided.add(protocol(name, port)));
        provided.add(protocol("rmi", 0));
        provided.add("<bean id=\"polite\" class=\"io.redub.spring.PoliteGreeter\"/>");
        provided.add("<dubbo:service " + GREETER + " ref=\"polite\"/>");
        List<String> names = new ArrayList<>(SHARING);
        names.add("rmi");
        List<String> wanted = new ArrayList<>();
        names.forEach(
                name ->
                        wanted.add(
                                "<dubbo:reference id=\"%s\" protocol=\"%s\" timeout=\"9000\" %s/>"
                                        .formatted(name, name, GREETER)));
        try (GenericXmlApplicationContext provider = start("many-protocols", provided);
                GenericXmlApplicationContext consumer = start("asking-by-each", wanted)) {
            RedubBootstrap bootstrap = provider.getBean(RedubLifecycle.class).bootstrap();
            assertThat(SHARING).allMatch(name -> bootstrap.port(name) == port);
            assertThat(bootstrap.port("rmi")).isNotEqualTo(port);
            for (String name : names) {
                assertThat(consumer.getBean(name, Greeter.class).greet(name))
                        .isEqualTo("Hello, " + name);
            }
            String path = "http://127.0.0.1:" + port + "/" + Greeter.class.getName();
            assertThat(answer(HttpRequest.newBuilder(URI.create(path + "?wsdl"))))
                    .contains("wsdl:definitions");
            assertThat(
                            answer(
                                    HttpRequest.newBuilder(URI.create(path + "/greet"))
                                            .header("content-type", "application/json")
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "[\"curl\"]"))))
                    .isEqualTo("\"Hello, curl\"");
        }
    }
}
