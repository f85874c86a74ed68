package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.MethodModel;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that somebody writes into ZooKeeper while consumers call, in the bytes that Dubbo's
 * consoles write. Each has to act within a second.
 */
class LiveRulesTest {
    /** Says who answers. */
    public interface Who {
        String name();

        String slow(long millis);

        int count();

        String hello(String name);
    }

    private record Named(String own) implements Who {
        @Override
        public String name() {
            return own;
        }

        @Override
        public String slow(long millis) {
            long until = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return own;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public String hello(String name) {
            return own;
        }
    }

    private static final String SERVICE = Who.class.getName();
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir private static Path folder;
    private static EmbeddedZooKeeper server;
    private static CuratorFramework admin;
    private static String address;
    private static RedubBootstrap one;
    private static RedubBootstrap two;
    private static RedubBootstrap consumer;
    private static Who who;

    private final Set<String> written = new TreeSet<>();

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedZooKeeper.start(folder.resolve("zookeeper"), "127.0.0.1", 0);
        address = "zookeeper://" + server.connectString() + "?file-cache=false";
        admin = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        admin.start();
        one = provider("one");
        two = provider("two");
        consumer = RedubBootstrap.application("shop").registry(address).host("127.0.0.1").start();
        who =
                consumer.refer(
                        ReferenceConfig.of(Who.class)
                                .timeout(Duration.ofSeconds(5))
                                .retries(0)
                                .parameter("zone", "north"));
    }

    private static RedubBootstrap provider(String name) {
        return RedubBootstrap.application("people")
                .registry(address)
                .host("127.0.0.1")
                .protocol("dubbo", 0)
                .shutdownWait(Duration.ZERO)
                .service(
                        ServiceConfig.of(Who.class, new Named(name))
                                .parameter("zone", name.equals("one") ? "north" : "south"))
                .start();
    }

    @AfterAll
    static void stop() {
        consumer.close();
        one.close();
        two.close();
        admin.close();
        server.close();
    }

    @AfterEach
    void takeRulesBack() throws Exception {
        for (String path : written) {
            if (admin.checkExists().forPath(path) != null) {
                admin.delete().forPath(path);
            }
        }
        await().atMost(SOON).until(() -> overview().rules().isEmpty());
        await().atMost(SOON).until(() -> answering().equals(Set.of("one", "two")));
    }

    private static Overview.Reference overview() {
        return consumer.overview().references().get(0);
    }

    private void put(String path, String text) throws Exception {
        written.add(path);
        admin.create()
                .orSetData()
                .creatingParentsIfNeeded()
                .forPath(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void rule(String key, String yaml) throws Exception {
        put("/dubbo/config/dubbo/" + key, yaml);
    }

    /** As Dubbo's consoles write: a persistent node whose name is the URL. */
    private void entry(String category, String url) throws Exception {
        put(
                "/dubbo/"
                        + URLEncoder.encode(SERVICE, StandardCharsets.UTF_8)
                        + "/"
                        + category
                        + "/"
                        + URLEncoder.encode(url, StandardCharsets.UTF_8),
                "127.0.0.1");
    }

    private static Set<String> answering() {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            names.add(who.name());
        }
        return names;
    }

    private static void soon(Callable<Boolean> acts) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(acts);
    }

    private static String at(RedubBootstrap provider) {
        return "127.0.0.1:" + provider.port("dubbo");
    }

    @Test
    void anOverrideUrlDisablesAProvider() throws Exception {
        entry(
                "configurators",
                "override://"
                        + at(one)
                        + "/"
                        + SERVICE
                        + "?category=configurators&dynamic=false&enabled=true&disabled=true");
        soon(() -> answering().equals(Set.of("two")));
        assertThat(overview().providers()).hasSize(1);
        assertThat(overview().rules())
                .singleElement()
                .satisfies(it -> assertThat(it.acts()).isTrue());
    }

    @Test
    void withAllDisabledTheErrorSaysSo() throws Exception {
        entry(
                "configurators",
                "override://0.0.0.0/"
                        + SERVICE
                        + "?category=configurators&dynamic=false&disabled=true");
        soon(() -> overview().providers().isEmpty());
        assertThatThrownBy(who::name)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.NO_PROVIDER))
                .hasMessageContaining("registered may be called");
    }

    @Test
    void anOverrideUrlSetsTheWeightOfOneProvider() throws Exception {
        entry(
                "configurators",
                "override://" + at(one) + "/" + SERVICE + "?category=configurators&weight=0");
        soon(() -> answering().equals(Set.of("two")));
    }

    @Test
    void aTimeoutByRuleHoldsForItsMethodOnly() throws Exception {
        rule(
                SERVICE + "::.configurators",
                """
                configVersion: v2.7
                scope: service
                key: %s
                enabled: true
                configs:
                - side: consumer
                  addresses: ["0.0.0.0"]
                  parameters:
                    slow.timeout: 50
                """
                        .formatted(SERVICE));
        soon(
                () -> {
                    try {
                        who.slow(200);
                        return false;
                    } catch (RpcException e) {
                        return e.status().code() == StatusCode.TIMEOUT;
                    }
                });
        assertThat(who.name()).isIn("one", "two");
    }

    @Test
    void anOverrideByApplicationIsOnlyForThatApplication() throws Exception {
        rule("shop.configurators", disable("somewhere.Else"));
        rule("other.configurators", disable(SERVICE));
        soon(() -> overview().rules().size() == 1);
        assertThat(answering()).containsExactly("one", "two");
        rule("shop.configurators", disable(SERVICE));
        soon(() -> answering().equals(Set.of("two")));
    }

    private static String disable(String service) {
        return """
        configVersion: v3.0
        scope: application
        key: shop
        enabled: true
        configs:
        - side: consumer
          addresses: ["0.0.0.0"]
          providerAddresses: ["%s"]
          services: ["%s"]
          parameters: {disabled: true}
        """
                .formatted(at(one), service);
    }

    @Test
    void aMatchOfVersion3IsForThoseItMatches() throws Exception {
        rule(
                SERVICE + "::.configurators",
                """
                configVersion: v3.0
                scope: service
                key: %s
                configs:
                - side: consumer
                  match:
                    providerAddress: {wildcard: "127.0.0.1:%d"}
                    app: {oneof: [{exact: shop}]}
                    param: [{key: zone, value: {prefix: nor}}]
                  parameters: {disabled: true}
                """
                        .formatted(SERVICE, two.port("dubbo")));
        soon(() -> answering().equals(Set.of("one")));
    }

    @Test
    void aMockByRuleAnswersInPlaceOfProviders() throws Exception {
        entry(
                "configurators",
                "override://0.0.0.0/"
                        + SERVICE
                        + "?category=configurators&dynamic=false&application=shop"
                        + "&name.mock=force%3Areturn+mocked&count.mock=force:return 7");
        soon(() -> who.name().equals("mocked") && who.count() == 7);
        assertThat(who.hello("x")).isIn("one", "two");
    }

    @Test
    void aMockByRuleChoosesNoClasses() throws Exception {
        for (String mock :
                new String[] {
                    "com.evil.Mock", "throw com.evil.Failure", "throw java.lang.OutOfMemoryError"
                }) {
            rule(SERVICE + "::.configurators", mock("force:" + mock));
            soon(
                    () ->
                            overview().rules().stream()
                                    .anyMatch(
                                            it -> !it.acts() && it.note().contains("no classes")));
            assertThat(answering()).containsExactly("one", "two");
        }
        rule(SERVICE + "::.configurators", mock("force:throw java.lang.IllegalStateException"));
        soon(
                () -> {
                    try {
                        who.name();
                        return false;
                    } catch (IllegalStateException thrown) {
                        return true;
                    }
                });
    }

    private static String mock(String mock) {
        return """
        configVersion: v3.0
        scope: service
        key: %s
        configs:
        - side: consumer
          parameters: {mock: "%s"}
        """
                .formatted(SERVICE, mock);
    }

    @Test
    void aConditionUrlRoutesByAddress() throws Exception {
        String rule =
                URLEncoder.encode(
                        "host = 127.0.0.1 & method = name,slow => port = " + two.port("dubbo"),
                        StandardCharsets.UTF_8);
        entry(
                "routers",
                "route://0.0.0.0/"
                        + SERVICE
                        + "?category=routers&router=condition&dynamic=false&enabled=true&force=false"
                        + "&priority=0&runtime=false&rule="
                        + rule);
        soon(() -> answering().equals(Set.of("two")));
        Set<String> others = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            others.add(who.hello("x"));
        }
        assertThat(others).containsExactly("one", "two");
    }

    @Test
    void aConditionOfAServiceRoutesByArgumentsAndAttachments() throws Exception {
        rule(
                SERVICE + "::.condition-router",
                """
                configVersion: v3.0
                scope: service
                force: true
                runtime: true
                enabled: true
                key: %s
                conditions:
                - method=hello & arguments[0]=vip* => zone=$zone
                - attachments[user]=guest => zone=south
                """
                        .formatted(SERVICE));
        soon(() -> overview().rules().size() == 1);
        for (int i = 0; i < 20; i++) {
            assertThat(who.hello("vip-1")).isEqualTo("one");
            RpcContext.get().attach("user", "guest");
            assertThat(who.name()).isEqualTo("two");
        }
        assertThat(answering()).containsExactly("one", "two");
    }

    @Test
    void aConditionOfTheApplicationOfConsumersOrProvidersRoutes() throws Exception {
        rule("people.condition-router", "scope: application\nconditions: ['=> zone=south']\n");
        soon(() -> answering().equals(Set.of("two")));
        rule("people.condition-router", "scope: application\nconditions: ['=> zone=north']\n");
        soon(() -> answering().equals(Set.of("one")));
        rule("people.condition-router", "scope: application\nenabled: false\nconditions: []\n");
        rule("shop.condition-router", "scope: application\nconditions: ['=> zone=south']\n");
        soon(() -> answering().equals(Set.of("two")));
    }

    @Test
    void aRouteToNobodyIsPassedOverUnlessForced() throws Exception {
        String yaml =
                """
                configVersion: v3.0
                scope: application
                key: shop
                force: %s
                conditions: ["=> zone=west"]
                """;
        rule("shop.condition-router", yaml.formatted(false));
        soon(() -> overview().rules().size() == 1);
        assertThat(answering()).containsExactly("one", "two");
        rule("shop.condition-router", yaml.formatted(true));
        soon(
                () -> {
                    try {
                        who.name();
                        return false;
                    } catch (RpcException e) {
                        assertThat(e).hasMessageContaining("routing rules leave none of 2");
                        return e.status().code() == StatusCode.NO_PROVIDER;
                    }
                });
    }

    @Test
    void aShareOfTheTrafficGoesToACanary() throws Exception {
        rule(
                SERVICE + "::.condition-router",
                """
                configVersion: v3.1
                scope: service
                force: false
                enabled: true
                key: %s
                conditions:
                - from: {match: "application=shop"}
                  to:
                  - {match: "zone=north", weight: 90}
                  - {match: "zone=south", weight: 10}
                  - {match: "zone=west", weight: 500}
                """
                        .formatted(SERVICE));
        soon(() -> overview().rules().size() == 1);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            counts.merge(who.name(), 1, Integer::sum);
        }
        // Six standard deviations around 200.
        assertThat(counts.get("two")).isBetween(120, 280);
    }

    @Test
    void tagsGivenWhileRunningKeepTaggedTrafficTogether() throws Exception {
        rule(
                "people.tag-router",
                """
                configVersion: v3.0
                force: false
                runtime: true
                enabled: true
                key: people
                tags:
                - name: gray
                  addresses: ["%s"]
                - name: nobody
                  addresses: ["10.9.9.9:1"]
                """
                        .formatted(at(two)));
        soon(() -> answering().equals(Set.of("one")));
        for (int i = 0; i < 20; i++) {
            RpcContext.get().attach("dubbo.tag", "gray");
            assertThat(who.name()).isEqualTo("two");
            RpcContext.get().attach("dubbo.tag", "nobody");
            assertThat(who.name()).isEqualTo("one");
            RpcContext.get().attach("dubbo.tag", "gray|north");
            assertThat(who.name()).isEqualTo("two");
            RpcContext.get().attach("dubbo.tag", "nobody|gray");
            assertThat(who.name()).isEqualTo("one");
        }
        RpcContext.get().attach("dubbo.tag", "nobody");
        RpcContext.get().attach("dubbo.force.tag", "true");
        assertThatThrownBy(who::name).hasMessageContaining("routing rules leave none");
    }

    @Test
    void tagsMayFollowFromParameters() throws Exception {
        rule(
                "people.tag-router",
                """
                configVersion: v3.0
                force: true
                enabled: true
                key: people
                tags:
                - name: gray
                  match: [{key: zone, value: {exact: south}}]
                """);
        soon(() -> answering().equals(Set.of("one")));
        RpcContext.get().attach("dubbo.tag", "gray");
        assertThat(who.name()).isEqualTo("two");
    }

    @Test
    void aForcedTagNobodyHasIsRefusedWithoutAnyRule() {
        RpcContext.get().attach("dubbo.tag", "gray");
        assertThat(who.name()).isIn("one", "two");
        RpcContext.get().attach("dubbo.tag", "gray");
        RpcContext.get().attach("dubbo.force.tag", "true");
        assertThatThrownBy(who::name).hasMessageContaining("routing rules leave none of 2");
    }

    @Test
    void theTagOfAReferenceIsNotOneOfItsProviders() {
        try (RedubBootstrap other = consumer()) {
            Who tagged =
                    other.refer(
                            ReferenceConfig.of(Who.class)
                                    .parameter("dubbo.tag", "gray")
                                    .parameter("dubbo.force.tag", "true"));
            assertThatThrownBy(tagged::name).hasMessageContaining("routing rules leave none of 2");
        }
    }

    private static RedubBootstrap consumer() {
        return RedubBootstrap.application("shop").registry(address).host("127.0.0.1").start();
    }

    @Test
    void aRuleThatCannotBeWorkedWithTakesNoOtherAway() throws Exception {
        String end = "/" + SERVICE + "?category=configurators&";
        entry("configurators", "override://0.0.0.0" + end + "mock=com.acme.Mock");
        entry("configurators", "override://" + at(one) + end + "disabled=true");
        entry("configurators", "override://0.0.0.0" + end + "mock=com.acme.Other");
        try (RedubBootstrap other = consumer()) {
            Who late = other.refer(ReferenceConfig.of(Who.class));
            for (int i = 0; i < 20; i++) {
                assertThat(late.name()).isEqualTo("two");
            }
            assertThat(other.overview().references().get(0).rules())
                    .filteredOn(Overview.Rule::acts)
                    .hasSize(1);
        }
    }

    @Test
    void aRegistryWithoutRulesTakesNoneAwayThatAnotherHas() throws Exception {
        entry(
                "configurators",
                "override://0.0.0.0/" + SERVICE + "?category=configurators&weight=7");
        try (RedubBootstrap both =
                RedubBootstrap.application("both")
                        .registry(address)
                        .registry(address + "&group=second")
                        .host("127.0.0.1")
                        .protocol("dubbo", 0)
                        .shutdownWait(Duration.ZERO)
                        .service(ServiceConfig.of(Who.class, new Named("three")))
                        .start()) {
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> both.overview().services().get(0).rules().size() == 1);
        }
    }

    @Test
    void aBrokenRuleIsRejectedAndTheLastGoodOneStays() throws Exception {
        String key = SERVICE + "::.condition-router";
        rule(key, "configVersion: v3.0\nconditions: ['=> zone=south']\n");
        soon(() -> answering().equals(Set.of("two")));
        for (String broken :
                new String[] {
                    "conditions: ['=> zone=']",
                    "conditions: [a: {b: c}]",
                    "{",
                    "just words",
                    "conditions: &a [*a]",
                    "enabled: perhaps\nconditions: ['=> zone=north']",
                    "configVersion: v4.0\nconditions: ['=> zone=north']",
                    "configVersion: v3.1\nconditions: [to: [" + "{},".repeat(2_000) + "{}]]",
                    "#".repeat(262_145)
                }) {
            rule(key, broken);
            soon(() -> overview().rules().stream().anyMatch(it -> !it.acts()));
            assertThat(answering()).as(broken).containsExactly("two");
            assertThat(overview().rules())
                    .singleElement()
                    .satisfies(it -> assertThat(it.place()).startsWith(key))
                    .satisfies(it -> assertThat(it.note()).isNotEmpty());
            rule(key, "configVersion: v3.0\nconditions: ['=> zone=south']\n");
            soon(() -> overview().rules().stream().allMatch(Overview.Rule::acts));
        }
    }

    @Test
    void aWrongValueIsRejectedAndTheRestOfTheRulesActs() throws Exception {
        for (String broken :
                new String[] {
                    "timeout=-5",
                    "timeout=soon",
                    "loadbalance=magic",
                    "cluster=magic",
                    "retries=many",
                    "disabled=maybe"
                }) {
            entry(
                    "configurators",
                    "override://0.0.0.0/" + SERVICE + "?category=configurators&" + broken);
        }
        entry(
                "configurators",
                "override://" + at(one) + "/" + SERVICE + "?category=configurators&disabled=true");
        soon(() -> answering().equals(Set.of("two")) && overview().rules().size() == 7);
        assertThat(overview().rules()).filteredOn(it -> !it.acts()).hasSize(6);
    }

    @Test
    void whatChoosesCodeOrBoundsIsLeftOut() throws Exception {
        rule(
                SERVICE + "::.configurators",
                """
                configVersion: v3.0
                scope: service
                key: %s
                configs:
                - side: consumer
                  providerAddresses: ["%s"]
                  parameters: {filter: evil, proxy: evil, payload: 1, serialization: java,
                               serialize.max.depth: 1, threads: 9, weight: 0}
                """
                        .formatted(SERVICE, at(one)));
        soon(() -> answering().equals(Set.of("two")));
        assertThat(overview().rules())
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.note())
                                        .contains("filter")
                                        .contains("proxy")
                                        .contains("payload")
                                        .contains("serialization")
                                        .contains("serialize.max.depth")
                                        .contains("threads"));
    }

    /** With both mocks or with none, but never with one: a rule changes all it says at once. */
    @Test
    void noCallSeesHalfARule() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> calls =
                CompletableFuture.supplyAsync(
                        () -> {
                            int made = 0;
                            while (!over.get()) {
                                String answer = who.name();
                                // The rule disables both providers and mocks: half of it fails.
                                assertThat(answer).isIn("one", "two", "mocked");
                                made++;
                            }
                            return made;
                        });
        for (int i = 0; i < 10; i++) {
            rule(
                    SERVICE + "::.configurators",
                    """
                    configVersion: v3.0
                    scope: service
                    key: %s
                    configs:
                    - {side: consumer, parameters: {disabled: true, name.mock: "force:return mocked"}}
                    """
                            .formatted(SERVICE));
            soon(() -> who.name().equals("mocked"));
            admin.delete().forPath("/dubbo/config/dubbo/" + SERVICE + "::.configurators");
            soon(() -> !who.name().equals("mocked"));
        }
        over.set(true);
        assertThat(calls.join()).isPositive();
    }

    private String entryOf(RedubBootstrap provider) throws Exception {
        String folder = "/dubbo/" + URLEncoder.encode(SERVICE, StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        for (String node : admin.getChildren().forPath(folder + "/providers")) {
            String url = URLDecoder.decode(node, StandardCharsets.UTF_8);
            if (url.contains(at(provider))) {
                found.add(url);
            }
        }
        return String.join(" ", found);
    }

    @Test
    void aRuleForAProviderIsInItsEntryAndNoCallFailsMeanwhile() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> calls =
                CompletableFuture.supplyAsync(
                        () -> {
                            int made = 0;
                            while (!over.get()) {
                                who.name();
                                made++;
                            }
                            return made;
                        });
        rule(
                SERVICE + "::.configurators",
                """
                configVersion: v3.0
                scope: service
                key: %s
                configs:
                - {side: provider, addresses: ["%s"], parameters: {weight: 7, threads: 5000}}
                """
                        .formatted(SERVICE, at(one)));
        soon(() -> entryOf(one).contains("weight=7"));
        soon(() -> !entryOf(one).contains(" "));
        assertThat(entryOf(two)).doesNotContain("weight");
        assertThat(one.overview().services().get(0).rules())
                .singleElement()
                .satisfies(it -> assertThat(it.note()).contains("threads"));
        over.set(true);
        assertThat(calls.get()).isPositive();
    }

    @Test
    void aLimitForAProviderActsOnCallsToCome() throws Exception {
        entry(
                "configurators",
                "override://"
                        + at(one)
                        + "/"
                        + SERVICE
                        + "?category=configurators&dynamic=false&side=provider&name.executes=1"
                        + "&tps=0&tps.interval=60000");
        soon(
                () -> {
                    try {
                        return who.name().equals("never");
                    } catch (RpcException e) {
                        return e.status().code() == StatusCode.LIMIT_EXCEEDED;
                    }
                });
    }

    /** A router of the user's. */
    public static final class SouthernRouter implements Router {
        @Override
        public Route route(Candidates providers, MethodModel method) {
            return Route.always(
                    providers.only(node -> "south".equals(node.offer().getParameter("zone"))));
        }
    }

    @Test
    void aRouterOfTheUsersIsNamedByItsReference() {
        try (RedubBootstrap other =
                RedubBootstrap.application("southern")
                        .registry(address)
                        .host("127.0.0.1")
                        .start()) {
            Who southern =
                    other.refer(ReferenceConfig.of(Who.class).parameter("router", "southern"));
            for (int i = 0; i < 20; i++) {
                assertThat(southern.name()).isEqualTo("two");
            }
            assertThatThrownBy(
                            () ->
                                    other.refer(
                                            ReferenceConfig.of(Who.class)
                                                    .parameter("router", "northern")))
                    .hasMessageContaining("router")
                    .hasMessageContaining("southern");
        }
    }

    @Test
    void aScriptIsRejectedUnlessTheReferenceAllowsScripts() throws Exception {
        rule("shop.script-router", "type: javascript\nscript: 'invokers'\n");
        soon(() -> overview().rules().stream().anyMatch(it -> it.note().contains("script-rules")));
        assertThat(answering()).containsExactly("one", "two");
    }

    @Test
    void aScriptActsOnReferencesThatAllowScriptsOnly() throws Exception {
        String script =
                "(function route(invokers, invocation, context) {"
                        + " var result = new java.util.ArrayList();"
                        + " for (i = 0; i < invokers.size(); i++) {"
                        + " if ('south'.equals(invokers.get(i).getUrl().getParameter('zone')))"
                        + " result.add(invokers.get(i)); }"
                        + " return result; }(invokers, invocation, context))";
        try (RedubBootstrap other = consumer()) {
            Who scripted =
                    other.refer(
                            ReferenceConfig.of(Who.class)
                                    .timeout(Duration.ofSeconds(10))
                                    .parameter("script-rules", "true"));
            rule(
                    "shop.script-router",
                    "configVersion: v3.0\nkey: shop\ntype: javascript\nenabled: true\nscript: |\n  "
                            + script
                            + "\n");
            scriptActs(other, scripted);
            rule("shop.script-router", "type: javascript\nenabled: false\nscript: invokers\n");
            await().until(() -> names(scripted).equals(Set.of("one", "two")));
            entry(
                    "routers",
                    "script://0.0.0.0/"
                            + SERVICE
                            + "?category=routers&router=script&type=javascript&dynamic=false&rule="
                            + URLEncoder.encode(script, StandardCharsets.UTF_8));
            scriptActs(other, scripted);
        }
    }

    private static void scriptActs(RedubBootstrap other, Who scripted) {
        await().until(() -> names(scripted).equals(Set.of("two")));
        assertThat(other.overview().references().get(0).rules())
                .singleElement()
                .satisfies(it -> assertThat(it.acts()).isTrue());
        soon(() -> overview().rules().stream().anyMatch(it -> it.note().contains("script-rules")));
        assertThat(answering()).containsExactly("one", "two");
    }

    private static Set<String> names(Who service) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            names.add(service.name());
        }
        return names;
    }

    @Test
    void callsStayNearAsLongAsEnoughProvidersAre() throws Exception {
        String yaml =
                """
                configVersion: v3.1
                scope: %s
                key: %s
                enabled: true
                runtime: true
                affinityAware: {key: zone, ratio: %d}
                """;
        String key = SERVICE + "::.affinity-router";
        rule(key, yaml.formatted("service", SERVICE, 50));
        soon(() -> answering().equals(Set.of("one")));
        rule(key, yaml.formatted("service", SERVICE, 51));
        soon(() -> answering().equals(Set.of("one", "two")));
        rule("people.affinity-router", yaml.formatted("application", "people", 20));
        soon(() -> answering().equals(Set.of("one")));
        rule("people.affinity-router", yaml.formatted("application", "people", 0));
        try (RedubBootstrap other = consumer()) {
            assertThat(names(other.refer(ReferenceConfig.of(Who.class).parameter("zone", "west"))))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void whoeverWritesARuleThatIsNotReadHearsOfIt() throws Exception {
        rule("people.MESHAPPRULE", "apiVersion: service.dubbo.apache.org/v1alpha1\n");
        soon(() -> overview().rules().stream().anyMatch(it -> it.note().contains("not read")));
        assertThat(overview().rules())
                .singleElement()
                .satisfies(it -> assertThat(it.place()).startsWith("people.MESHAPPRULE"))
                .satisfies(it -> assertThat(it.acts()).isFalse());
        assertThat(answering()).containsExactly("one", "two");
    }

    @Test
    void routesThatContradictEachOtherEndWithTheFirstOrWithNobody() throws Exception {
        String yaml = "scope: service\nforce: %s\nconditions: ['=> zone=%s']\n";
        rule(SERVICE + "::.condition-router", yaml.formatted(false, "south"));
        rule("shop.condition-router", yaml.formatted(false, "north"));
        soon(() -> overview().rules().size() == 2);
        assertThat(answering()).containsExactly("two");
        rule("shop.condition-router", yaml.formatted(true, "north"));
        soon(
                () -> {
                    try {
                        who.name();
                        return false;
                    } catch (RpcException e) {
                        return e.getMessage().contains("routing rules leave none of 2");
                    }
                });
    }

    @Test
    void aRuleForNobodyIsThereAndDoesNothing() throws Exception {
        entry(
                "configurators",
                "override://10.9.9.9:1/" + SERVICE + "?category=configurators&disabled=true");
        rule(SERVICE + "::.condition-router", "conditions: ['application=other => zone=south']\n");
        rule("people.tag-router", "key: people\ntags: [{name: gray, addresses: ['10.9.9.9']}]\n");
        soon(() -> overview().rules().size() == 3);
        assertThat(overview().rules()).allMatch(Overview.Rule::acts);
        assertThat(answering()).containsExactly("one", "two");
    }
}
