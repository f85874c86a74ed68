package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.redub.cluster.Candidates;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.Route;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Script routes, with the script engine that docs/rules.md names. */
class ScriptRouterTest {
    /** A service that is routed. */
    public interface Orders {
        String find(String id);
    }

    private static final MethodModel FIND = ServiceModel.of(Orders.class).named("find").get(0);
    private static final Candidates PROVIDERS = FixedProvider.list("10.20.3.3", "10.20.3.4");
    private static final URL CONSUMER =
            URL.of(
                    "consumer",
                    "10.9.9.9",
                    0,
                    Orders.class.getName(),
                    Map.of("side", "consumer", "script.rules", "true"));

    /** As on Dubbo's own page about script routes. */
    private static final String BY_HOST =
            """
            (function route(invokers,invocation,context) {
                var result = new java.util.ArrayList(invokers.size());
                for (i = 0; i < invokers.size(); i ++) {
                    if ("10.20.3.3".equals(invokers.get(i).getUrl().getHost())) {
                        result.add(invokers.get(i));
                    }
                }
                return result;
            } (invokers, invocation, context));
            """;

    private static Compiled yaml(String script, String more) {
        return Compiled.of(
                RuleKey.of("shop.script-router"),
                "configVersion: v3.0\nkey: shop\ntype: javascript\nenabled: true\n"
                        + more
                        + "script: |\n"
                        + script.indent(2),
                CONSUMER,
                (key, value) -> value);
    }

    private static Route route(String script) {
        return yaml(script, "").routers().get(0).route(PROVIDERS, FIND);
    }

    private static List<String> hosts(Candidates chosen) {
        return chosen.stream().map(ProviderNode::url).map(URL::getHost).toList();
    }

    private static Invocation call(Object id) {
        return Invocation.of(FIND, id);
    }

    @Test
    void aScriptOfDubbosChoosesByAddress() {
        assertThat(hosts(route(BY_HOST).choose(call("x")))).containsExactly("10.20.3.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script://0.0.0.0/", "route://0.0.0.0/"})
    void soItDoesAsAUrl(String start) {
        URL url =
                URL.valueOf(
                        start
                                + Orders.class.getName()
                                + "?category=routers&router=script&type=javascript&dynamic=false&rule="
                                + URLEncoder.encode(BY_HOST, StandardCharsets.UTF_8));
        Route route = Compiled.router(url, CONSUMER).routers().get(0).route(PROVIDERS, FIND);
        assertThat(hosts(route.choose(call("x")))).containsExactly("10.20.3.3");
    }

    @Test
    void aScriptSeesTheCall() {
        Route route =
                route(
                        """
                        var wanted = context.getAttachment("to") || invocation.getArguments()[0];
                        var some = [];
                        for each (var it in invokers) {
                            if (invocation.getMethodName() == "find"
                                && it.getUrl().getAddress().startsWith(wanted)) some.push(it);
                        }
                        some;
                        """);
        assertThat(hosts(route.choose(call("10.20.3.4")))).containsExactly("10.20.3.4");
        Invocation attached = call("x").withAttachments(Map.of("to", "10.20.3.3"));
        assertThat(hosts(route.choose(attached))).containsExactly("10.20.3.3");
        assertThat(route.choose(attached)).isSameAs(route.choose(attached));
    }

    @Test
    void whereItLeavesNobodyItIsPassedOverUnlessForced() {
        String nobody = "new java.util.ArrayList()";
        assertThat(route(nobody).choose(call("x"))).isSameAs(PROVIDERS);
        Route forced = yaml(nobody, "force: true\n").routers().get(0).route(PROVIDERS, FIND);
        assertThat(forced.choose(call("x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw 'no'",
                "invokers.get(7)",
                "nothing.at.all()",
                "(function f() { return f(); })()",
                "42",
                "null",
                "'10.20.3.3'",
                "[invokers.get(0), 'x']",
                "[null]",
                "java.util.Collections.singletonList(java.lang.Thread.currentThread())",
                "java.lang.Thread.sleep(60000)"
            })
    void oneThatFailsOrEndsWithAnythingElseIsPassedOver(String script) {
        Route route = route(script);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(route.choose(call("x"))).isSameAs(PROVIDERS));
    }

    @Test
    void oneThatDoesNotEndHoldsNoCallForLongAndIsObeyedAgainWhenItDoes() {
        AtomicBoolean over = new AtomicBoolean();
        Route route =
                route(
                        "var over = invocation.getArguments()[0];\n"
                                + "while (over != 'go' && !over.get()) {}\n"
                                + "[invokers.get(1)]");
        assertThat(hosts(route.choose(call("go")))).containsExactly("10.20.3.4");
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        assertThat(route.choose(call(over))).isSameAs(PROVIDERS);
                    }
                });
        over.set(true);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    while (route.choose(call("go")) == PROVIDERS) {
                        Thread.onSpinWait();
                    }
                });
    }

    @Test
    void oneThatDoesNotEndHoldsNoCallForLongEvenIfWhoeverBeganItWasInterrupted() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch runs = new CountDownLatch(1);
        Route route =
                route(
                        "var told = invocation.getArguments()[0];\n"
                                + "told[0].countDown(); while (!told[1].get()) {}; [invokers.get(1)]");
        Object[] told = {runs, over};
        Thread caller = new Thread(() -> route.choose(Invocation.of(FIND, (Object) told)));
        try {
            caller.start();
            runs.await();
            caller.interrupt();
            caller.join();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> {
                        for (int i = 0; i < 1_000; i++) {
                            assertThat(route.choose(Invocation.of(FIND, (Object) told)))
                                    .isSameAs(PROVIDERS);
                        }
                    });
        } finally {
            over.set(true);
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    while (route.choose(Invocation.of(FIND, (Object) told)) == PROVIDERS) {
                        Thread.onSpinWait();
                    }
                });
    }

    /** As a retry does when nobody else has a thread for it. */
    @Test
    void anIoThreadNeverWaitsForAScriptAndGoesByWhatItSaidBeforeOfTheSameCall() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Route route =
                route(
                        "var over = invocation.getArguments()[0];\n"
                                + "while (over != 'go' && !over.get()) {}; [invokers.get(1)]");
        Invocation known = call("go");
        Candidates chosen = route.choose(known);
        assertThat(hosts(chosen)).containsExactly("10.20.3.4");
        List<Candidates> later = new ArrayList<>();
        AtomicLong took = new AtomicLong();
        Thread io =
                new Thread(
                        () -> {
                            long began = System.nanoTime();
                            for (int i = 0; i < 20; i++) {
                                later.add(route.choose(known));
                                later.add(route.choose(call(over)));
                            }
                            took.set(System.nanoTime() - began);
                        },
                        "redub-io-9-1");
        try {
            io.start();
            io.join();
        } finally {
            over.set(true);
        }
        assertThat(took.get()).isLessThan(ScriptThread.LIMIT.toNanos());
        for (int i = 0; i < later.size(); i += 2) {
            assertThat(later.get(i)).isSameAs(chosen);
            assertThat(later.get(i + 1)).isSameAs(PROVIDERS);
        }
    }

    @Test
    void whereSeveralDoNotEndNoOtherIsTaken() {
        AtomicBoolean over = new AtomicBoolean();
        List<Route> routes = new ArrayList<>();
        try {
            for (int i = 0; i < ScriptThread.MAX_ENDLESS; i++) {
                Route route = route("while (!invocation.getArguments()[0].get()) {}; invokers");
                route.choose(call(over));
                routes.add(route);
            }
            assertThatThrownBy(() -> route(BY_HOST))
                    .hasMessageContaining("4 earlier scripts still run")
                    .hasMessageContaining("restart");
        } finally {
            over.set(true);
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    for (Route route : routes) {
                        while (true) {
                            try {
                                ScriptThread.requireFew();
                                break;
                            } catch (IllegalStateException e) {
                                route.choose(call(over));
                            }
                        }
                    }
                });
        assertThat(hosts(route(BY_HOST).choose(call("x")))).containsExactly("10.20.3.3");
    }

    @Test
    void whatCannotBeAScriptIsRejectedWithAReason() {
        assertThatThrownBy(() -> route("function ("))
                .hasMessageContaining("script: ")
                .hasMessageContaining("Expected");
        assertThatThrownBy(() -> route("(".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("script: it nests too deeply");
        assertThatThrownBy(() -> ScriptRouter.of("cobol", "x", false))
                .hasMessageContaining("type: 'cobol'")
                .hasMessageContaining("org.openjdk.nashorn:nashorn-core");
        assertThatThrownBy(
                        () ->
                                RuleCheck.text(
                                        RuleKey.of("shop.script-router"),
                                        "type: javascript",
                                        (key, value) -> value))
                .hasMessageContaining("script: '' (expected: a script)");
    }
}
