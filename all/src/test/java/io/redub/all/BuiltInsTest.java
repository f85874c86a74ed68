package io.redub.all;

import io.redub.cluster.Cluster;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.Merger;
import io.redub.extension.ExtensionLoader;
import io.redub.monitor.AccessLog;
import io.redub.monitor.AccessLogFilter;
import io.redub.monitor.Monitor;
import io.redub.monitor.Side;
import io.redub.protocol.ActiveLimitFilter;
import io.redub.protocol.ExecuteLimitFilter;
import io.redub.protocol.GenericFilter;
import io.redub.protocol.Protocol;
import io.redub.protocol.RateLimitFilter;
import io.redub.proxy.ProxyFactory;
import io.redub.serialize.Serialization;
import io.redub.service.Filter;
import io.redub.testkit.ClusterContractTest;
import io.redub.testkit.ContractService;
import io.redub.testkit.FilterContractTest;
import io.redub.testkit.LoadBalanceContractTest;
import io.redub.testkit.MergerContractTest;
import io.redub.testkit.ProtocolContractTest;
import io.redub.testkit.ProxyFactoryContractTest;
import io.redub.testkit.SerializationContractTest;
import io.redub.testkit.TransporterContractTest;
import io.redub.transport.Transporter;
import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** The built-ins are plug-ins: same loader, same contracts. */
class BuiltInsTest {
    private static <T> T extension(Class<T> type, String name) {
        return ExtensionLoader.getExtensionLoader(type).getExtension(name);
    }

    @Nested
    class Javassist extends ProxyFactoryContractTest {
        @Override
        protected ProxyFactory factory() {
            return extension(ProxyFactory.class, "javassist");
        }
    }

    @Nested
    class Jdk extends ProxyFactoryContractTest {
        @Override
        protected ProxyFactory factory() {
            return extension(ProxyFactory.class, "jdk");
        }
    }

    @Nested
    class Bytebuddy extends ProxyFactoryContractTest {
        @Override
        protected ProxyFactory factory() {
            return extension(ProxyFactory.class, "bytebuddy");
        }
    }

    @Nested
    class Random extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "random");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class RoundRobin extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "roundrobin");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class LeastActive extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "leastactive");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class ConsistentHash extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "consistenthash");
        }

        @Override
        protected boolean heedsWeights() {
            return true;
        }
    }

    @Nested
    class ShortestResponse extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "shortestresponse");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class PowerOfTwoChoices extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "p2c");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class Adaptive extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "adaptive");
        }

        @Override
        protected boolean sharesFollowWeights() {
            return true;
        }
    }

    @Nested
    class Failover extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "failover");
        }
    }

    @Nested
    class Failfast extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "failfast");
        }
    }

    @Nested
    class Failsafe extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "failsafe");
        }

        @Override
        protected boolean tellsFailures() {
            return false;
        }
    }

    @Nested
    class Failback extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "failback");
        }

        @Override
        protected boolean tellsFailures() {
            return false;
        }
    }

    @Nested
    class Forking extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "forking");
        }

        @Override
        protected Reach reach() {
            return Reach.SEVERAL;
        }
    }

    @Nested
    class Broadcast extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "broadcast");
        }

        @Override
        protected Reach reach() {
            return Reach.ALL;
        }
    }

    @Nested
    class Available extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "available");
        }
    }

    @Nested
    class Hedge extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "hedge");
        }
    }

    @Nested
    class Mergeable extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "mergeable");
        }
    }

    @Nested
    class ZoneAware extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "zone-aware");
        }
    }

    @Nested
    class Arrays extends MergerContractTest {
        @Override
        protected Merger merger() {
            return extension(Merger.class, "array");
        }

        @Override
        protected Object answer(Object... items) {
            return items;
        }
    }

    @Nested
    class Lists extends MergerContractTest {
        @Override
        protected Merger merger() {
            return extension(Merger.class, "list");
        }

        @Override
        protected Object answer(Object... items) {
            return List.of(items);
        }

        @Override
        protected Class<?> type() {
            return List.class;
        }
    }

    @Nested
    class Sets extends MergerContractTest {
        @Override
        protected Merger merger() {
            return extension(Merger.class, "set");
        }

        @Override
        protected Object answer(Object... items) {
            return Set.of(items);
        }

        @Override
        protected Class<?> type() {
            return Set.class;
        }
    }

    @Nested
    class Maps extends MergerContractTest {
        @Override
        protected Merger merger() {
            return extension(Merger.class, "map");
        }

        @Override
        protected Object answer(Object... items) {
            return Stream.of(items).collect(Collectors.toMap(item -> item, item -> true));
        }

        @Override
        protected Class<?> type() {
            return Map.class;
        }
    }

    @Nested
    class Monitoring extends FilterContractTest {
        @Override
        protected Filter filter() {
            return new Monitor().filter(Side.PROVIDER, ContractService.MODEL);
        }
    }

    @Nested
    class Generic extends FilterContractTest {
        @Override
        protected Filter filter() {
            return new GenericFilter(ContractService.MODEL, URL.valueOf("dubbo://127.0.0.1/x"));
        }
    }

    @Nested
    class ExecuteLimit extends FilterContractTest {
        @Override
        protected Filter filter() {
            return Objects.requireNonNull(
                    ExecuteLimitFilter.of(
                            ContractService.MODEL, URL.valueOf("dubbo://127.0.0.1/x?executes=5")));
        }
    }

    @Nested
    class ActiveLimit extends FilterContractTest {
        @Override
        protected Filter filter() {
            return Objects.requireNonNull(
                    ActiveLimitFilter.of(
                            ContractService.MODEL, URL.valueOf("dubbo://127.0.0.1/x?actives=5")));
        }
    }

    @Nested
    class RateLimit extends FilterContractTest {
        @Override
        protected Filter filter() {
            return new RateLimitFilter(URL.valueOf("dubbo://127.0.0.1/x?tps=1000"));
        }
    }

    @Nested
    class Accesses extends FilterContractTest {
        @Override
        protected Filter filter() {
            return new AccessLogFilter("contract", AccessLog.of("true"));
        }
    }

    @Nested
    class Dubbo extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "dubbo");
        }

        @Override
        protected String address() {
            return "dubbo://127.0.0.1:0";
        }
    }

    @Nested
    class DubboInJava extends Dubbo {
        @Override
        protected String parameters() {
            return "&serialization=java";
        }
    }

    @Nested
    class DubboInJson extends Dubbo {
        @Override
        protected String parameters() {
            return "&prefer.serialization=json";
        }
    }

    @Nested
    class Hessian extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "hessian");
        }

        @Override
        protected String address() {
            return "hessian://127.0.0.1:0";
        }
    }

    @Nested
    class Http extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "http");
        }

        @Override
        protected String address() {
            return "http://127.0.0.1:0";
        }
    }

    @Nested
    class Rmi extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "rmi");
        }

        @Override
        protected String address() {
            return "rmi://127.0.0.1:0";
        }
    }

    @Nested
    class Webservice extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "webservice");
        }

        @Override
        protected String address() {
            return "webservice://127.0.0.1:0";
        }
    }

    @Nested
    class Injvm extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "injvm");
        }

        @Override
        protected String address() {
            return "injvm://127.0.0.1";
        }
    }

    @Nested
    class Netty extends TransporterContractTest {
        @Override
        protected Transporter transporter() {
            return extension(Transporter.class, "netty");
        }
    }

    @Nested
    class Hessian2 extends SerializationContractTest {
        @Override
        protected Serialization serialization() {
            return extension(Serialization.class, "hessian2");
        }
    }

    @Nested
    class Java extends SerializationContractTest {
        @Override
        protected Serialization serialization() {
            return extension(Serialization.class, "java");
        }
    }

    @Nested
    class Json extends SerializationContractTest {
        @Override
        protected Serialization serialization() {
            return extension(Serialization.class, "json");
        }
    }

    @Nested
    class NativeJava extends SerializationContractTest {
        @Override
        protected Serialization serialization() {
            return extension(Serialization.class, "nativejava");
        }
    }
}
