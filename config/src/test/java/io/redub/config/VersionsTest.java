package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several versions and groups of one interface, on one port and in one registry. */
class VersionsTest {
    /** The service. */
    public interface Which {
        String are();
    }

    @TempDir Path folder;

    private EmbeddedZooKeeper zooKeeper;
    private RedubBootstrap provider;
    private RedubBootstrap consumer;

    @BeforeEach
    void start() throws IOException {
        zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zk"), 0);
        String registry = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
        provider =
                RedubBootstrap.application("versions")
                        .registry(registry)
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(service("", "1.0"))
                        .service(service("", "2.0"))
                        .service(service("red", "1.0"))
                        .service(service("blue", "1.0"))
                        .start();
        consumer = RedubBootstrap.application("versions-consumer").registry(registry).start();
    }

    private static ServiceConfig<Which> service(String group, String version) {
        ServiceConfig<Which> service =
                ServiceConfig.of(Which.class, () -> group + version)
                        .version(version)
                        .set("warmup", "1");
        return group.isEmpty() ? service : service.group(group);
    }

    @AfterEach
    void stop() {
        consumer.close();
        provider.close();
        zooKeeper.close();
    }

    private static Set<String> answers(Which which) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            answers.add(which.are());
        }
        return answers;
    }

    @Test
    void aVersionIsCalledByItself() {
        ReferenceConfig<Which> plain = ReferenceConfig.of(Which.class);
        assertThat(answers(consumer.refer(plain.version("1.0")))).containsExactly("1.0");
        assertThat(answers(consumer.refer(plain.version("2.0")))).containsExactly("2.0");
        assertThatThrownBy(() -> consumer.refer(plain.version("3.0")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("3.0");
    }

    @Test
    void aStarTakesEveryVersion() {
        Which any = consumer.refer(ReferenceConfig.of(Which.class).version("*"));
        await().untilAsserted(
                        () -> assertThat(answers(any)).containsExactlyInAnyOrder("1.0", "2.0"));
    }

    @Test
    void aStarTakesEveryGroupAndAListThoseInIt() {
        ReferenceConfig<Which> first = ReferenceConfig.of(Which.class).version("1.0");
        Which any = consumer.refer(first.group("*"));
        await().untilAsserted(
                        () ->
                                assertThat(answers(any))
                                        .containsExactlyInAnyOrder("1.0", "red1.0", "blue1.0"));
        Which two = consumer.refer(first.group("red,blue"));
        await().untilAsserted(
                        () ->
                                assertThat(answers(two))
                                        .containsExactlyInAnyOrder("red1.0", "blue1.0"));
    }

    @Test
    void onlyProvidersOfTheWantedProtocolAreTaken() {
        ReferenceConfig<Which> first = ReferenceConfig.of(Which.class).version("1.0");
        assertThat(answers(consumer.refer(first.set("protocol", "dubbo")))).containsExactly("1.0");
        assertThatThrownBy(() -> consumer.refer(first.set("protocol", "injvm")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("no provider");
    }
}
