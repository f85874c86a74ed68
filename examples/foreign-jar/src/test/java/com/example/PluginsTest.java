package com.example;

import io.redub.cluster.Cluster;
import io.redub.cluster.LoadBalance;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.Protocol;
import io.redub.registry.RegistryFactory;
import io.redub.serialize.Serialization;
import io.redub.service.Filter;
import io.redub.testkit.ClusterContractTest;
import io.redub.testkit.FilterContractTest;
import io.redub.testkit.LoadBalanceContractTest;
import io.redub.testkit.ProtocolContractTest;
import io.redub.testkit.RegistryContractTest;
import io.redub.testkit.SerializationContractTest;
import io.redub.url.URL;
import org.junit.jupiter.api.Nested;

/** Each plug-in keeps the contract of its kind, found by name as an application finds it. */
class PluginsTest {
    private static <T> T extension(Class<T> type, String name) {
        return ExtensionLoader.getExtensionLoader(type).getExtension(name);
    }

    @Nested
    class My extends ProtocolContractTest {
        @Override
        protected Protocol protocol() {
            return extension(Protocol.class, "my");
        }

        @Override
        protected String address() {
            return "my://127.0.0.1:0";
        }
    }

    @Nested
    class Counting extends FilterContractTest {
        @Override
        protected Filter filter() {
            return extension(Filter.class, "counting");
        }
    }

    @Nested
    class Nearest extends LoadBalanceContractTest {
        @Override
        protected LoadBalance balance() {
            return extension(LoadBalance.class, "nearest");
        }
    }

    @Nested
    class Once extends ClusterContractTest {
        @Override
        protected Cluster cluster() {
            return extension(Cluster.class, "once");
        }
    }

    @Nested
    class Deflated extends SerializationContractTest {
        @Override
        protected Serialization serialization() {
            return extension(Serialization.class, "deflated");
        }
    }

    @Nested
    class BoardRegistry extends RegistryContractTest {
        private final Board board = Board.named("board:1");

        @Override
        protected URL address() {
            return URL.valueOf("board://board:1");
        }

        @Override
        protected RegistryFactory factory() {
            return extension(RegistryFactory.class, "board");
        }

        @Override
        protected void stopServer() {
            board.set(false);
        }

        @Override
        protected void startServer() {
            board.set(true);
        }
    }
}
