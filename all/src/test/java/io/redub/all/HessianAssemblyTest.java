package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hessian protocol put together as users do. */
class HessianAssemblyTest {
    /** A service with files. */
    public interface Vault {
        long size(String name);

        String read(InputStream content) throws IOException;
    }

    private static final class VaultBean implements Vault {
        @Override
        public long size(String name) {
            return name.length();
        }

        @Override
        public String read(InputStream content) throws IOException {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private final Bank.House house = new Bank.House();

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private Vault at(int port) {
        return house.refer(ReferenceConfig.of(Vault.class).url("hessian://127.0.0.1:" + port), "");
    }

    private static ServiceConfig<Vault> vault() {
        return ServiceConfig.of(Vault.class, new VaultBean());
    }

    @Test
    void aFileTravelsAsAStream() throws Exception {
        Vault vault = at(house.port("hessian", vault()));
        assertThat(vault.read(new ByteArrayInputStream(new byte[] {'a', 'b'}))).isEqualTo("ab");
    }

    @Test
    void httpSharesThePortAndThePath() throws Exception {
        int port = house.port("hessian", vault());
        RedubBootstrap other =
                RedubBootstrap.application("other")
                        .host("127.0.0.1")
                        .protocol("http", port)
                        .service(vault().protocols("http"));
        house.kept(other.start());
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + port
                                                                + "/"
                                                                + Vault.class.getName()
                                                                + "/size"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("[\"four\"]"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("4");
        assertThat(at(port).size("four")).isEqualTo(4);
    }
}
