package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.Idempotent;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers and consumers that find each other through a real ZooKeeper, which then goes away. */
class RegistryOutageTest {
    /** The service. */
    public interface Who {
        @Idempotent
        String areYou();
    }

    @TempDir Path folder;
    private EmbeddedZooKeeper zooKeeper;

    @BeforeEach
    void start() throws IOException {
        zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zk"), 0);
    }

    @AfterEach
    void stop() {
        zooKeeper.close();
    }

    private String registry() {
        return "zookeeper://127.0.0.1:"
                + zooKeeper.port()
                + "?session=6000&timeout=5000&file="
                + folder.resolve("snapshot.cache");
    }

    private RedubBootstrap provider(String name) {
        return RedubBootstrap.application("who-provider")
                .registry("zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false")
                .protocol("dubbo", 0)
                .host("127.0.0.1")
                .shutdownWait(Duration.ofSeconds(2))
                .service(ServiceConfig.of(Who.class, () -> name).parameter("warmup", "1"))
                .start();
    }

    private RedubBootstrap consumer() {
        return RedubBootstrap.application("who-consumer").registry(registry()).start();
    }

    private static Set<String> answers(Who who, int calls) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            answers.add(who.areYou());
        }
        return answers;
    }

    @Test
    void providersThatComeAndGoAreNoticed() {
        try (RedubBootstrap a = provider("a");
                RedubBootstrap consumer = consumer()) {
            Who who = consumer.refer(ReferenceConfig.of(Who.class));
            assertThat(answers(who, 20)).containsExactly("a");
            try (RedubBootstrap b = provider("b")) {
                await().untilAsserted(() -> assertThat(answers(who, 50)).containsOnly("a", "b"));
            }
            assertThat(answers(who, 50)).containsExactly("a");
        }
    }

    @Test
    void callsGoOnWhileTheRegistryIsDown() {
        try (RedubBootstrap a = provider("a");
                RedubBootstrap b = provider("b");
                RedubBootstrap consumer = consumer()) {
            Who who = consumer.refer(ReferenceConfig.of(Who.class));
            zooKeeper.close();
            assertThat(answers(who, 200)).containsOnly("a", "b");
        }
    }

    @Test
    void aConsumerThatStartsWhileTheRegistryIsDownUsesItsSnapshot() {
        try (RedubBootstrap a = provider("a")) {
            try (RedubBootstrap consumer = consumer()) {
                assertThat(answers(consumer.refer(ReferenceConfig.of(Who.class)), 1))
                        .containsExactly("a");
            }
            zooKeeper.close();
            try (RedubBootstrap late = consumer()) {
                assertThat(answers(late.refer(ReferenceConfig.of(Who.class)), 5))
                        .containsExactly("a");
            }
        }
    }

    @Test
    void withoutProvidersCheckDecidesWhetherStartingFails() {
        try (RedubBootstrap consumer = consumer()) {
            assertThatThrownBy(() -> consumer.refer(ReferenceConfig.of(Who.class)))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.NO_PROVIDER))
                    .hasMessageContaining(Who.class.getName());
            Who later = consumer.refer(ReferenceConfig.of(Who.class).check(false));
            assertThatThrownBy(later::areYou)
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("none is registered");
            try (RedubBootstrap a = provider("a")) {
                await().ignoreExceptions()
                        .untilAsserted(() -> assertThat(later.areYou()).isEqualTo("a"));
            }
        }
    }

    @Test
    void anUnreachableRegistryIsAStartUpErrorUnlessCheckIsOff() {
        zooKeeper.close();
        try (RedubBootstrap consumer =
                RedubBootstrap.application("x")
                        .registry(registry() + "&file-cache=false")
                        .start()) {
            assertThatThrownBy(() -> consumer.refer(ReferenceConfig.of(Who.class)))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.REGISTRY));
        }
        try (RedubBootstrap patient =
                RedubBootstrap.application("y")
                        .registry(registry() + "&check=false&file-cache=false")
                        .start()) {
            Who who = patient.refer(ReferenceConfig.of(Who.class).check(false));
            assertThatThrownBy(who::areYou).isInstanceOf(RpcException.class);
        }
    }

    @Test
    void anUnknownRegistrySaysWhichOnesThereAre() {
        assertThatThrownBy(
                        () -> RedubBootstrap.application("x").registry("zoo://127.0.0.1:1").start())
                .hasMessageContaining("zoo")
                .hasMessageContaining("zookeeper");
    }
}
