package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of registry promises. A subclass brings a real server it can stop and start. */
public abstract class RegistryContractTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    private final List<Registry> open = new ArrayList<>();

    /** The address of the server; the same before and after a restart. */
    protected abstract URL address();

    protected abstract RegistryFactory factory();

    /** Stops the server; nothing happens if it is stopped. */
    protected abstract void stopServer() throws Exception;

    /** Starts the server with the data it had. */
    protected abstract void startServer() throws Exception;

    @BeforeEach
    void start() throws Exception {
        startServer();
    }

    @AfterEach
    void closeAll() throws Exception {
        open.forEach(Registry::close);
        stopServer();
    }

    /** A new connection, with the snapshot file {@code <name>.cache}. */
    protected Registry connect(String name, String... parameters) {
        URL address =
                address()
                        .addParameter("application", name)
                        .addParameter("file", folder.resolve(name + ".cache").toString())
                        .addParameter("timeout", 5000)
                        .addParameter("retry.period", 200);
        for (int i = 0; i < parameters.length; i += 2) {
            address = address.addParameter(parameters[i], parameters[i + 1]);
        }
        Registry registry = factory().connect(address);
        open.add(registry);
        return registry;
    }

    protected static URL provider(int port, String... parameters) {
        URL url =
                URL.valueOf(
                        "dubbo://192.0.2.1:"
                                + port
                                + "/demo.Echo?interface=demo.Echo&side=provider&methods=hi,add");
        for (int i = 0; i < parameters.length; i += 2) {
            url = url.addParameter(parameters[i], parameters[i + 1]);
        }
        return url;
    }

    protected static URL consumer(String... parameters) {
        URL url = URL.valueOf("consumer://192.0.2.9/demo.Echo?interface=demo.Echo&side=consumer");
        for (int i = 0; i < parameters.length; i += 2) {
            url = url.addParameter(parameters[i], parameters[i + 1]);
        }
        return url;
    }

    private static Heard subscribe(Registry registry, String... parameters) {
        Heard heard = new Heard();
        registry.subscribe(consumer(parameters), heard);
        return heard;
    }

    private static void awaitProviders(Heard heard, String... addresses) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.providers()).containsExactly(addresses));
    }

    @Test
    void aSubscriberIsToldOfEveryCategoryBeforeSubscribeReturns() {
        connect("p").register(provider(1));

        Heard heard = subscribe(connect("c"));

        assertThat(heard.last("providers")).containsExactly(provider(1));
        assertThat(heard.last("configurators")).isEmpty();
        assertThat(heard.last("routers")).isEmpty();
        assertThat(heard.last("consumers")).isNull();
    }

    @Test
    void comingAndGoingProvidersAreTold() {
        Registry providers = connect("p");
        Heard heard = subscribe(connect("c"));
        assertThat(heard.providers()).isEmpty();

        providers.register(provider(1));
        awaitProviders(heard, "192.0.2.1:1");
        providers.register(provider(2));
        awaitProviders(heard, "192.0.2.1:1", "192.0.2.1:2");
        providers.unregister(provider(1));
        awaitProviders(heard, "192.0.2.1:2");
        providers.unregister(provider(2));
        awaitProviders(heard);
    }

    @Test
    void entriesEndWithTheirConnectionUnlessTheyAreMadeForGood() {
        Registry providers = connect("p");
        providers.register(provider(1));
        providers.register(provider(2, "dynamic", "false"));
        Heard heard = subscribe(connect("c"));
        awaitProviders(heard, "192.0.2.1:1", "192.0.2.1:2");

        providers.close();

        awaitProviders(heard, "192.0.2.1:2");
        connect("admin").unregister(provider(2, "dynamic", "false"));
        awaitProviders(heard);
    }

    @Test
    void onlyMatchingGroupsAndVersionsAreTold() {
        Registry providers = connect("p");
        providers.register(provider(1));
        providers.register(provider(2, "group", "a", "version", "1.0"));
        providers.register(provider(3, "group", "b", "version", "2.0"));
        providers.register(provider(4, "enabled", "false"));
        Registry consumers = connect("c");

        assertThat(subscribe(consumers).providers()).containsExactly("192.0.2.1:1");
        assertThat(subscribe(consumers, "group", "a", "version", "1.0").providers())
                .containsExactly("192.0.2.1:2");
        assertThat(subscribe(consumers, "group", "a,b", "version", "*").providers())
                .containsExactly("192.0.2.1:2", "192.0.2.1:3");
        assertThat(subscribe(consumers, "group", "*", "version", "*").providers())
                .containsExactly("192.0.2.1:1", "192.0.2.1:2", "192.0.2.1:3");
    }

    @Test
    void rulesAndConsumersAreCategoriesLikeProviders() {
        Registry registry = connect("admin");
        URL rule =
                URL.valueOf(
                        "override://0.0.0.0/demo.Echo?category=configurators&dynamic=false"
                                + "&interface=demo.Echo&weight=200");
        URL somebody = consumer("category", "consumers", "check", "false");
        registry.register(rule);
        registry.register(somebody);

        Heard heard = subscribe(registry, "category", "configurators,consumers");

        assertThat(heard.last("configurators")).containsExactly(rule);
        assertThat(heard.last("consumers")).containsExactly(somebody);
        assertThat(heard.last("providers")).isNull();
    }

    @Test
    void anUnsubscribedListenerHearsNothingMore() {
        Registry providers = connect("p");
        Registry consumers = connect("c");
        Heard gone = subscribe(consumers);
        Heard staying = subscribe(consumers);

        consumers.unsubscribe(consumer(), gone);
        providers.register(provider(1));

        awaitProviders(staying, "192.0.2.1:1");
        assertThat(gone.providers()).isEmpty();
    }

    @Test
    void aBurstReachesABusyListenerAsItsNewestListAndNeverTwoAtOnce() throws Exception {
        Registry providers = connect("p");
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Heard busy =
                new Heard() {
                    @Override
                    public void notify(String category, List<URL> urls) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        super.notify(category, urls);
                        if (urls.size() == 1) {
                            awaitQuietly(release);
                        }
                        inside.decrementAndGet();
                    }
                };
        Registry consumers = connect("c");
        consumers.subscribe(consumer(), busy);
        Heard quick = subscribe(consumers);

        providers.register(provider(1));
        awaitProviders(busy, "192.0.2.1:1");
        IntStream.rangeClosed(2, 60).forEach(port -> providers.register(provider(port)));
        await().atMost(SOON).until(() -> quick.providers().size() == 60);
        release.countDown();

        await().atMost(SOON).until(() -> busy.providers().size() == 60);
        assertThat(busy.providerLists()).extracting(List::size).containsExactly(0, 1, 60);
        assertThat(most).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNextChange() {
        Registry providers = connect("p");
        Heard failing =
                new Heard() {
                    @Override
                    public void notify(String category, List<URL> urls) {
                        super.notify(category, urls);
                        throw new IllegalStateException("on purpose");
                    }
                };
        connect("c").subscribe(consumer(), failing);

        providers.register(provider(1));
        awaitProviders(failing, "192.0.2.1:1");
    }

    @Test
    void anOutageIsSurvivedAndWhatWasWantedMeanwhileIsDoneAfterIt() throws Exception {
        Registry providers = connect("p");
        providers.register(provider(1));
        providers.register(provider(2));
        Registry consumers = connect("c");
        Heard heard = subscribe(consumers);
        awaitProviders(heard, "192.0.2.1:1", "192.0.2.1:2");

        stopServer();
        await().atMost(SOON).until(() -> !providers.available() && !consumers.available());
        providers.register(provider(3));
        providers.unregister(provider(1));
        Heard late = subscribe(consumers);
        assertThat(late.providers()).containsExactly("192.0.2.1:1", "192.0.2.1:2");
        assertThat(heard.providers()).containsExactly("192.0.2.1:1", "192.0.2.1:2");
        int told = heard.providerLists().size();
        startServer();

        awaitProviders(heard, "192.0.2.1:2", "192.0.2.1:3");
        awaitProviders(late, "192.0.2.1:2", "192.0.2.1:3");
        assertThat(heard.providerLists()).hasSizeGreaterThan(told);
        await().atMost(SOON).until(() -> providers.available() && consumers.available());
        providers.register(provider(4));
        awaitProviders(heard, "192.0.2.1:2", "192.0.2.1:3", "192.0.2.1:4");
    }

    @Test
    void aConsumerThatStartsWhileTheRegistryIsDeadUsesTheSnapshotAndThenTheLiveList()
            throws Exception {
        Registry providers = connect("p");
        providers.register(provider(1));
        Registry before = connect("c");
        subscribe(before);
        before.close();
        stopServer();

        Heard heard = subscribe(connect("c"));

        assertThat(heard.last("providers")).containsExactly(provider(1));
        assertThat(heard.last("routers")).isEmpty();
        providers.register(provider(2));
        startServer();
        awaitProviders(heard, "192.0.2.1:1", "192.0.2.1:2");
    }

    @Test
    void anUnreachableRegistryIsAnErrorAtStart() throws Exception {
        stopServer();

        assertThatThrownBy(() -> connect("p").register(provider(1)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.getCode()).isEqualTo(StatusCode.REGISTRY.number()))
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining(address().getAddress())
                .hasMessageContaining("check=false");
        assertThatThrownBy(() -> subscribe(connect("c")))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.getCode()).isEqualTo(StatusCode.REGISTRY.number()));
    }

    @Test
    void anUnreachableRegistryDoesNotStopAStartWithoutCheck() throws Exception {
        stopServer();
        Registry providers = connect("p", "check", "false");
        providers.register(provider(1));
        Heard heard = subscribe(connect("c", "check", "false"));
        Heard lenientConsumer = subscribe(connect("d"), "check", "false");
        assertThat(heard.providers()).containsExactly("never told");

        startServer();

        awaitProviders(heard, "192.0.2.1:1");
        awaitProviders(lenientConsumer, "192.0.2.1:1");
    }

    @Test
    void anEmptyListIsNotBelievedWithEmptyProtection() {
        Registry providers = connect("p");
        providers.register(provider(1));
        Heard trusting = subscribe(connect("c"));
        Heard guarded = subscribe(connect("d", "enable-empty-protection", "true"));

        providers.close();

        awaitProviders(trusting);
        assertThat(guarded.providers()).containsExactly("192.0.2.1:1");
    }

    @Test
    void aClosedRegistrySaysSoAndClosesTwice() {
        Registry registry = connect("p");
        registry.register(provider(1));

        registry.close();
        registry.close();

        assertThat(registry.available()).isFalse();
        assertThatThrownBy(() -> registry.register(provider(2)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.getCode()).isEqualTo(StatusCode.CLOSED.number()));
    }

    @Test
    void aUrlWithoutInterfaceIsRefused() {
        assertThatThrownBy(() -> connect("p").register(URL.valueOf("dubbo://192.0.2.1:1")))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.getCode()).isEqualTo(StatusCode.CONFIGURATION.number()));
    }
}
