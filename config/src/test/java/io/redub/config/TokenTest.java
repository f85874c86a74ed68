package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.EchoService;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service exported with a token answers those who carry it, and nobody else. */
class TokenTest {
    /** The service. */
    public interface Vault {
        String open();
    }

    private static final String SERVICE = Vault.class.getName();

    private RedubBootstrap consumer;

    @BeforeEach
    void start() {
        consumer = RedubBootstrap.application("visitor").start();
    }

    @AfterEach
    void stop() {
        consumer.close();
    }

    private ServiceExport export(String token) {
        return Exported.at(
                "bank",
                0,
                ServiceConfig.of(Vault.class, () -> "gold").parameter("token", token),
                consumer.monitor());
    }

    private Vault refer(ServiceExport export, String query) {
        return consumer.refer(
                ReferenceConfig.of(Vault.class)
                        .url("dubbo://127.0.0.1:" + export.url().getPort() + query)
                        .retries(0));
    }

    private static void assertRefused(Vault vault) {
        assertThatThrownBy(vault::open)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.UNAUTHORIZED))
                .hasMessageContaining(SERVICE)
                .hasMessageContaining("'token'")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void onlyCallsWithTheTokenAreAnswered() {
        try (ServiceExport export = export("s3cr3t")) {
            assertThat(refer(export, "?token=s3cr3t").open()).isEqualTo("gold");
            assertRefused(refer(export, ""));
            assertRefused(refer(export, "?token=s3cr3"));
            assertRefused(refer(export, "?token=guess"));
        }
    }

    @Test
    void everybodyMayAskWhetherTheServiceIsThere() {
        try (ServiceExport export = export("s3cr3t")) {
            assertThat(((EchoService) refer(export, "")).$echo("there?")).isEqualTo("there?");
        }
    }

    @Test
    void aGenericCallNeedsTheTokenToo() throws IOException {
        try (ServiceExport export = export("s3cr3t");
                RawPeer peer = RawPeer.connect(export.url().getPort())) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            String types = "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;";
            for (String item :
                    new String[] {
                        "2.0.2", SERVICE, "0.0.0", "$invoke", types, "open", null, null
                    }) {
                body.writeBytes(RawPeer.string(item));
            }
            body.writeBytes(RawPeer.map(Map.of("path", SERVICE, "generic", "true")));
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, body.toByteArray()));
            assertThat(new String(peer.receive().body(), StandardCharsets.ISO_8859_1))
                    .contains("carries no token")
                    .doesNotContain("gold");
        }
    }

    @Test
    void aTokenThatIsAskedForIsARandomOne() {
        for (String wish : List.of("true", "default")) {
            try (ServiceExport export = export(wish)) {
                String token = export.url().getParameter("token");
                assertThat(UUID.fromString(token)).hasToString(token);
                assertThat(refer(export, "?token=" + token).open()).isEqualTo("gold");
                assertRefused(refer(export, "?token=" + wish));
            }
        }
    }

    @Test
    void aTokenThatIsNotWantedIsNone() {
        try (ServiceExport export = export("false")) {
            assertThat(export.url().hasParameter("token")).isFalse();
            assertThat(refer(export, "").open()).isEqualTo("gold");
        }
    }
}
