package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the webservice protocol has beside that of {@link WebAssemblyTest}. */
class WebserviceAssemblyTest {
    /** The service, whose name is not the same in a target. */
    public interface Clinic {
        long size(String name);
    }

    /** One that XML cannot carry. */
    public interface Odd {
        void put(Locale locale);
    }

    private static final String NAME = Clinic.class.getName();

    private final Bank.House house = new Bank.House();

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static ServiceConfig<Clinic> clinic() {
        return ServiceConfig.of(Clinic.class, String::length);
    }

    private static String answer(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String got(String target) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(target)));
    }

    @Test
    void aReferenceChoosesTheVersionOfSoap() {
        int port = house.port("webservice", house.bank());
        for (String version : List.of("1.1", "1.2")) {
            Bank bank =
                    house.refer(
                            ReferenceConfig.of(Bank.class)
                                    .url("webservice://127.0.0.1:" + port)
                                    .set("soap", version),
                            "");
            assertThat(bank.balance("four")).isEqualTo(4);
        }
    }

    @Test
    void aSignatureThatCannotBeCarriedIsAnErrorAtStart() {
        ServiceConfig<Odd> odd = ServiceConfig.of(Odd.class, locale -> {});
        assertThatThrownBy(() -> house.port("webservice", odd))
                .hasStackTraceContaining("Odd.put(java.util.Locale)")
                .hasStackTraceContaining("cannot be carried by a web service");
    }

    /** One object under four protocols, three of them on the same port and path. */
    @Test
    void itSharesThePortAndThePathOfOtherProtocols() throws Exception {
        int port = house.port("webservice", clinic());
        RedubBootstrap other =
                RedubBootstrap.application("other")
                        .host("127.0.0.1")
                        .protocol("http", port)
                        .protocol("hessian", port)
                        .protocol("dubbo", 0)
                        .service(clinic().protocols("http", "hessian", "dubbo"));
        house.kept(other.start());
        String path = "http://127.0.0.1:" + port + "/" + NAME;
        assertThat(
                        answer(
                                HttpRequest.newBuilder(URI.create(path + "/size"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("[\"four\"]"))))
                .isEqualTo("4");
        assertThat(got(path + "?wsdl"))
                .contains("wsdl:definitions", "location=\"" + path.replace("$", "%24") + "\"");
        for (String protocol : List.of("webservice", "hessian")) {
            Clinic clinic =
                    house.refer(
                            ReferenceConfig.of(Clinic.class).url(protocol + "://127.0.0.1:" + port),
                            "");
            assertThat(clinic.size("four")).as(protocol).isEqualTo(4);
        }
    }

    @Test
    void httpLeavesTheDescriptionOfASharedPathToIt() throws Exception {
        int port = house.port("http", clinic());
        String path = "http://127.0.0.1:" + port + "/" + NAME;
        assertThat(got(path)).contains("405");
        house.kept(
                RedubBootstrap.application("soap")
                        .host("127.0.0.1")
                        .protocol("webservice", port)
                        .service(clinic())
                        .start());
        assertThat(got(path + "?WSDL")).contains("wsdl:definitions");
        assertThat(got(path)).contains("405");
    }
}
