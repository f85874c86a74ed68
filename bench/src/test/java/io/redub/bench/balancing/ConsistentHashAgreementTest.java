package io.redub.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Candidates;
import io.redub.cluster.ConsistentHashLoadBalance;
import io.redub.cluster.LoadBalance;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our ring beside that of Dubbo 3.3 itself: consumers of a mixed fleet choose alike. */
class ConsistentHashAgreementTest {
    interface Shop {
        String find(String id, int version);
    }

    private static final MethodModel FIND = ServiceModel.of(Shop.class).named("find").get(0);

    private static Invoker<?> dubbos(int index, String settings) {
        URL url = URL.valueOf("dubbo://" + address(index) + "/Shop?" + settings);
        return (Invoker<?>)
                Proxy.newProxyInstance(
                        Invoker.class.getClassLoader(),
                        new Class<?>[] {Invoker.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getUrl" -> url;
                                    case "hashCode" -> index;
                                    case "equals" -> proxy == arguments[0];
                                    default -> null;
                                });
    }

    private static String address(int index) {
        return "10.0.0." + (index + 1) + ":20880";
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "hash.nodes=32", "hash.arguments=1", "hash.arguments=1,0"})
    void chosenByDubboIsChosenByRedub(String settings) {
        List<Invoker<?>> invokers =
                IntStream.range(0, 9).<Invoker<?>>mapToObj(i -> dubbos(i, settings)).toList();
        Load load = new Load(9, 1, 1, 1, 1);
        Candidates candidates =
                Candidates.of(
                        IntStream.range(0, 9)
                                .mapToObj(
                                        i ->
                                                new View(
                                                        i,
                                                        address(i),
                                                        new VirtualProvider(load, Scenario.CALM, 0),
                                                        new io.redub.cluster.NodeLoad(),
                                                        () -> 0))
                                .toList());
        var dubbo = new org.apache.dubbo.rpc.cluster.loadbalance.ConsistentHashLoadBalance();
        LoadBalance redub =
                new ConsistentHashLoadBalance()
                        .forMethod(FIND, io.redub.url.URL.valueOf("dubbo://h:1/Shop?" + settings));
        for (int i = 0; i < 500; i++) {
            Object[] arguments = {"customer-" + i, i * 7};
            RpcInvocation invocation =
                    new RpcInvocation(
                            "find",
                            "Shop",
                            "",
                            new Class<?>[] {String.class, int.class},
                            arguments);
            assertThat(redub.select(candidates, Invocation.of(FIND, arguments)).address())
                    .isEqualTo(select(dubbo, invokers, invocation));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static String select(
            org.apache.dubbo.rpc.cluster.LoadBalance dubbo,
            List<Invoker<?>> invokers,
            RpcInvocation invocation) {
        return dubbo.select((List) invokers, invokers.get(0).getUrl(), invocation)
                .getUrl()
                .getAddress();
    }

    @Test
    void dubboItselfSpreadsTheseCalls() {
        List<Invoker<?>> invokers =
                IntStream.range(0, 9).<Invoker<?>>mapToObj(i -> dubbos(i, "a=b")).toList();
        var dubbo = new org.apache.dubbo.rpc.cluster.loadbalance.ConsistentHashLoadBalance();
        assertThat(
                        IntStream.range(0, 200)
                                .mapToObj(
                                        i ->
                                                select(
                                                        dubbo,
                                                        invokers,
                                                        new RpcInvocation(
                                                                "find",
                                                                "Shop",
                                                                "",
                                                                new Class<?>[] {
                                                                    String.class, int.class
                                                                },
                                                                new Object[] {"c" + i, i})))
                                .distinct())
                .hasSizeGreaterThan(5);
    }
}
