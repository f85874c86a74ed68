package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.cluster.Candidates;
import io.redub.cluster.ClusterInvoker;
import io.redub.cluster.Directory;
import io.redub.cluster.NodeLoad;
import io.redub.cluster.PolicyMemory;
import io.redub.cluster.ProviderList;
import io.redub.registry.RegistryDirectory;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Balancers as users choose them, with real providers. */
class LoadBalancingTest {
    /** The service. */
    public interface Who {
        String who(String key);

        String asked();
    }

    private final List<RedubBootstrap> open = new ArrayList<>();
    private RedubBootstrap consumer;
    private String urls;

    @BeforeEach
    void start() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            RedubBootstrap provider = provider("provider-" + i);
            open.add(provider);
            all.append(i == 0 ? "" : ";")
                    .append("dubbo://127.0.0.1:")
                    .append(provider.port("dubbo"));
        }
        urls = all.toString();
        consumer = RedubBootstrap.application("balancing-consumer");
        open.add(consumer);
    }

    @AfterEach
    void stop() {
        open.forEach(RedubBootstrap::close);
    }

    private static RedubBootstrap provider(String name) {
        Who who =
                new Who() {
                    @Override
                    public String who(String key) {
                        return name;
                    }

                    @Override
                    public String asked() {
                        return String.valueOf(RpcContext.get().attachment("lb_adaptive"));
                    }
                };
        return RedubBootstrap.application(name)
                .protocol("dubbo", 0)
                .host("127.0.0.1")
                .service(ServiceConfig.of(Who.class, who))
                .start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "random",
                "roundrobin",
                "leastactive",
                "consistenthash",
                "shortestresponse",
                "p2c",
                "adaptive"
            })
    void everyBalancerReachesProvidersByName(String name) {
        Who who = consumer.refer(ReferenceConfig.of(Who.class).url(urls).loadbalance(name));
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            reached.add(who.who("key-" + i));
        }
        assertThat(reached).hasSizeGreaterThan(1);
    }

    @Test
    void aMethodMayHaveABalancerOfItsOwn() {
        Who who =
                consumer.refer(
                        ReferenceConfig.of(Who.class)
                                .url(urls)
                                .loadbalance("roundrobin")
                                .method("who", it -> it.loadbalance("consistenthash")));
        Set<String> same = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            same.add(who.who("one customer"));
        }
        assertThat(same).hasSize(1);
    }

    @Test
    void adaptiveAsksProvidersForTheirLoadAndIsAnswered() {
        Who who = consumer.refer(ReferenceConfig.of(Who.class).url(urls).loadbalance("adaptive"));
        assertThat(who.asked()).isEqualTo("mem,load");
        assertThat(String.valueOf(RpcContext.get().answerAttachments().get("lb_adaptive")))
                .matches("curTime:\\d+,load:[0-9.E-]+");
    }

    @Test
    void othersDoNotAsk() {
        Who who = consumer.refer(ReferenceConfig.of(Who.class).url(urls).loadbalance("p2c"));
        assertThat(who.asked()).isEqualTo("null");
        assertThat(RpcContext.get().answerAttachments()).doesNotContainKey("lb_adaptive");
    }

    @Test
    void anArgumentThatTheMethodDoesNotHaveIsAnErrorAtTheStart() {
        assertThatThrownBy(
                        () ->
                                consumer.refer(
                                        ReferenceConfig.of(Who.class)
                                                .url(urls)
                                                .loadbalance("consistenthash")
                                                .method(
                                                        "who",
                                                        it -> it.set("hash-arguments", "1"))))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("method who: hash.arguments: 1 (expected: below 1");
    }

    /** A node that answers with its address. */
    private record Fixed(URL url, NodeLoad load) implements RegistryDirectory.Node {
        @Override
        public String address() {
            return url.getAddress();
        }

        @Override
        public URL offer() {
            return url;
        }

        @Override
        public int weight() {
            return 100;
        }

        @Override
        public NodeLoad load(int method) {
            return load;
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public CompletionStage<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            return CompletableFuture.completedFuture(Result.value(url.getPort()));
        }

        @Override
        public void close() {}
    }

    private static RegistryDirectory.Node fixed(int port, long timestamp, String more) {
        return new Fixed(
                URL.valueOf(
                        "dubbo://10.0.0.1:"
                                + port
                                + "/Who?loadbalance=roundrobin&timestamp="
                                + timestamp
                                + "&pid="
                                + timestamp
                                + more),
                new NodeLoad());
    }

    @Test
    void aRoundGoesOnWhenTheFirstProviderIsReplaced() {
        ServiceModel model = ServiceModel.of(Who.class);
        ReferenceNodes nodes =
                new ReferenceNodes(model, URL.valueOf("consumer://c/Who"), new PolicyMemory());
        AtomicReference<ProviderList> list = new AtomicReference<>();
        Directory directory =
                new Directory() {
                    @Override
                    public String service() {
                        return "Who";
                    }

                    @Override
                    public ProviderList list() {
                        return list.get();
                    }

                    @Override
                    public void close() {}
                };
        ClusterInvoker cluster = new ClusterInvoker(directory);
        Invocation call = Invocation.of(model.named("who").get(0), "x");
        int last = 0;
        for (int change = 0; change < 30; change++) {
            long started = 1_000L + change;
            list.set(
                    nodes.list(
                            directory,
                            IntStream.rangeClosed(1, 4)
                                    .mapToObj(port -> fixed(port, started, "&weight=" + started))
                                    .toList(),
                            "none"));
            for (int i = 0; i < 3; i++) {
                Result.Value answer =
                        (Result.Value) cluster.invoke(call).toCompletableFuture().join();
                int now = (Integer) answer.value();
                if (last != 0) {
                    assertThat(now).isEqualTo(last % 4 + 1);
                }
                last = now;
            }
        }
        assertThat(list.get().providers()).isNotSameAs(Candidates.none());
    }
}
