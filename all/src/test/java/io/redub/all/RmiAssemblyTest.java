package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.nio.file.Path;
import java.rmi.Naming;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rmi protocol with everything around it, as users find it. */
class RmiAssemblyTest {
    /** A remote interface. */
    public interface Counter extends Remote {
        long size(String name) throws RemoteException;
    }

    /** An interface of Redub alone. */
    public interface Vault {
        String caller();
    }

    private final List<AutoCloseable> all = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
    }

    private <T extends AutoCloseable> T kept(T each) {
        all.add(each);
        return each;
    }

    private static final class VaultBean implements Vault {
        @Override
        public String caller() {
            return String.valueOf(RpcContext.get().attachment("user"));
        }
    }

    private static final class CounterBean implements Counter {
        @Override
        public long size(String name) {
            return name.length();
        }
    }

    @Test
    void bothKindsOfInterfacesAreFoundInTheRegistry(@TempDir Path folder) throws Exception {
        EmbeddedZooKeeper zooKeeper = kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        kept(
                RedubBootstrap.application("bank")
                        .host("127.0.0.1")
                        .protocol("rmi", 0)
                        .registry(registry)
                        .service(ServiceConfig.of(Counter.class, new CounterBean()))
                        .service(
                                ServiceConfig.of(Vault.class, new VaultBean()).set("token", "true"))
                        .start());
        RedubBootstrap consumer =
                kept(
                        RedubBootstrap.application("teller")
                                .shutdownHook(false)
                                .registry(registry)
                                .start());
        Counter counter = consumer.refer(ReferenceConfig.of(Counter.class).set("timeout", "9000"));
        assertThat(counter.size("four")).isEqualTo(4);
        Vault vault = consumer.refer(ReferenceConfig.of(Vault.class).set("timeout", "9000"));
        RpcContext.get().attach("user", "ann");
        assertThat(vault.caller()).isEqualTo("ann");
    }

    @Test
    void aTokenKeepsPlainClientsOut() throws Exception {
        RedubBootstrap provider =
                kept(
                        RedubBootstrap.application("bank")
                                .host("127.0.0.1")
                                .protocol("rmi", 0)
                                .service(
                                        ServiceConfig.of(Counter.class, new CounterBean())
                                                .set("token", "s3cr3t"))
                                .start());
        String address = "rmi://127.0.0.1:" + provider.port("rmi") + "/" + Counter.class.getName();
        Counter plain = (Counter) Naming.lookup(address);
        assertThatThrownBy(() -> plain.size("x"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("carries no token");
        Counter ours =
                kept(RedubBootstrap.application("teller").shutdownHook(false).start())
                        .refer(ReferenceConfig.of(Counter.class).url(address));
        assertThatThrownBy(() -> ours.size("x"))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.UNAUTHORIZED));
    }
}
