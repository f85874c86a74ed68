package io.redub.all;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.service.RpcContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that the tests of protocols put together as users do. */
public interface Bank {
    long balance(String account);

    CompletableFuture<String> later(String account);

    /** The caller, and who it says the user is. */
    String caller();

    /** Does not return before the house opens. */
    String hold() throws InterruptedException;

    void fail(String why) throws Overdrawn;

    /** Declared by the service. */
    final class Overdrawn extends Exception {
        private static final long serialVersionUID = 1L;

        public Overdrawn(String message) {
            super(message);
        }
    }

    /** Providers and consumers of one test, which closes them with it. */
    final class House implements AutoCloseable {
        final AtomicInteger held = new AtomicInteger();
        private final CountDownLatch open = new CountDownLatch(1);
        private final List<AutoCloseable> all = new ArrayList<>();

        private final class Bean implements Bank {
            @Override
            public long balance(String account) {
                return account.length();
            }

            @Override
            public CompletableFuture<String> later(String account) {
                return CompletableFuture.supplyAsync(() -> account);
            }

            @Override
            public String caller() {
                return RpcContext.get().caller() + " " + RpcContext.get().attachment("user");
            }

            @Override
            public String hold() throws InterruptedException {
                held.incrementAndGet();
                open.await();
                return "held";
            }

            @Override
            public void fail(String why) throws Overdrawn {
                throw new Overdrawn(why);
            }
        }

        /** Lets those go that are held. */
        void open() {
            open.countDown();
        }

        <T extends AutoCloseable> T kept(T each) {
            all.add(each);
            return each;
        }

        ServiceConfig<Bank> bank() {
            return ServiceConfig.of(Bank.class, new Bean());
        }

        RedubBootstrap provider(ServiceConfig<?> service, List<String> protocols, String registry) {
            RedubBootstrap provider = RedubBootstrap.application("bank").host("127.0.0.1");
            protocols.forEach(protocol -> provider.protocol(protocol, 0));
            if (!registry.isEmpty()) {
                provider.registry(registry);
            }
            return kept(provider.service(service).start());
        }

        /** The port at which it is alone. */
        int port(String protocol, ServiceConfig<?> service) {
            return provider(service, List.of(protocol), "").port(protocol);
        }

        RedubBootstrap consumer(String registry) {
            RedubBootstrap consumer = RedubBootstrap.application("teller").shutdownHook(false);
            if (!registry.isEmpty()) {
                consumer.registry(registry);
            }
            return kept(consumer.start());
        }

        <T> T refer(ReferenceConfig<T> reference, String registry) {
            return consumer(registry).refer(reference.set("timeout", "9000"));
        }

        Bank at(String protocol, int port) {
            return refer(ReferenceConfig.of(Bank.class).url(protocol + "://127.0.0.1:" + port), "");
        }

        @Override
        public void close() throws Exception {
            open();
            for (int i = all.size() - 1; i >= 0; i--) {
                all.get(i).close();
            }
        }
    }
}
