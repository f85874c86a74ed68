package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.GenericService;
import io.redub.service.RpcException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericXmlApplicationContext;

/** What elements of XML do, with a real registry and real connections. */
class XmlElementsTest {
    @RegisterExtension static final ZooKeeperServer EAST = new ZooKeeperServer();
    @RegisterExtension static final ZooKeeperServer WEST = new ZooKeeperServer();

    private static final String GREETER = "interface=\"io.redub.spring.Greeter\"";

    private static String registry(String id, ZooKeeperServer server) {
        return "<dubbo:registry id=\"%s\" address=\"zookeeper://%s\"/>"
                .formatted(id, server.address());
    }

    private static String bean(String id, String word) {
        return ("<bean id=\"%s\" class=\"io.redub.spring.PoliteGreeter\"><property name=\"word\""
                        + " value=\"%s\"/></bean>")
                .formatted(id, word);
    }

    private static GenericXmlApplicationContext start(String name, String... elements) {
        String[] all = new String[elements.length + 1];
        all[0] = "<dubbo:application name=\"" + name + "\"/>";
        System.arraycopy(elements, 0, all, 1, elements.length);
        return XmlContext.start(name + ".xml", XmlContext.beans(all));
    }

    private static String greet(GenericXmlApplicationContext context, String id) {
        return context.getBean(id, Greeter.class).greet("you");
    }

    @Test
    void everyElementIsRead() throws Exception {
        try (GenericXmlApplicationContext all =
                XmlContext.start(
                        "all.xml",
                        XmlContext.text(
                                "files/every-element.xml",
                                "EAST",
                                EAST.address(),
                                "WEST",
                                WEST.address()))) {
            assertThat(greet(all, "local")).isEqualTo("Hello, you");
            assertThat(greet(all, "nested")).isEqualTo("Nested, you");
            assertThat(greet(all, "remote")).isEqualTo("Hello, you");
            assertThat(
                            all.getBean("generic", GenericService.class)
                                    .$invoke(
                                            "greet",
                                            new String[] {"java.lang.String"},
                                            new Object[] {"all"}))
                    .isEqualTo("Hello, all");
            // The method's own timeout, 3 s, is longer than its reference's.
            assertThat(all.getBean("remote", Greeter.class).slow(700)).isEqualTo("Hello");
        }
    }

    @Test
    void aServiceIsEnteredIntoTheRegistriesItNames() {
        try (GenericXmlApplicationContext provider =
                        start(
                                "choosing",
                                registry("east", EAST),
                                registry("west", WEST),
                                "<dubbo:protocol id=\"a\" name=\"dubbo\" port=\"0\"/>",
                                "<dubbo:protocol id=\"b\" name=\"dubbo\" port=\"0\"/>",
                                bean("one", "One"),
                                bean("two", "Two"),
                                "<dubbo:service "
                                        + GREETER
                                        + " ref=\"one\" group=\"one\" registry=\"east\" protocol=\"a\"/>",
                                "<dubbo:service "
                                        + GREETER
                                        + " ref=\"two\" group=\"two\" registry=\"east,west\" protocol=\"a,b\"/>");
                GenericXmlApplicationContext consumer =
                        start(
                                "looking",
                                registry("east", EAST),
                                registry("west", WEST),
                                "<dubbo:reference id=\"one\" group=\"one\" registry=\"east\" "
                                        + GREETER
                                        + "/>",
                                "<dubbo:reference id=\"two\" group=\"two\" registry=\"west\" "
                                        + GREETER
                                        + "/>",
                                "<dubbo:reference id=\"none\" group=\"one\" registry=\"west\" check=\"false\" retries=\"0\" "
                                        + GREETER
                                        + "/>")) {
            assertThat(greet(consumer, "one")).isEqualTo("One, you");
            assertThat(greet(consumer, "two")).isEqualTo("Two, you");
            assertThatThrownBy(() -> greet(consumer, "none")).isInstanceOf(RpcException.class);
            var bootstrap = provider.getBean(RedubLifecycle.class).bootstrap();
            assertThat(bootstrap.port("a")).isNotEqualTo(bootstrap.port("b"));
        }
    }

    @Test
    void aReferenceWithoutAProviderFailsTheStartUnlessToldOtherwise() {
        String[] lines = {
            registry("east", EAST), "<dubbo:reference id=\"r\" group=\"nobody\" " + GREETER + "/>",
        };
        assertThatThrownBy(() -> start("checking", lines).close())
                .rootCause()
                .hasMessageContaining("io.redub.spring.Greeter");
        lines[1] = "<dubbo:reference id=\"r\" group=\"nobody\" init=\"false\" " + GREETER + "/>";
        try (GenericXmlApplicationContext lazy = start("lazily", lines)) {
            assertThatThrownBy(() -> lazy.getBean("r"))
                    .rootCause()
                    .isInstanceOf(RpcException.class);
        }
        lines[1] = "<dubbo:consumer check=\"false\"/>" + lines[1].replace("init=\"false\"", "");
        start("unchecked", lines).close();
    }

    @Test
    void placeholdersAreReplacedWithAndWithoutAConfigurer() {
        System.setProperty("test.timeout", "4321");
        try {
            for (String configurer : new String[] {"", "<context:property-placeholder/>"}) {
                try (GenericXmlApplicationContext context =
                        start(
                                "placed",
                                configurer,
                                registry("east", EAST),
                                "<dubbo:protocol port=\"${test.port:0}\"/>",
                                bean("bean", "Placed"),
                                "<dubbo:service "
                                        + GREETER
                                        + " ref=\"bean\" group=\"placed\" timeout=\"${test.timeout}\"/>")) {
                    assertThat(
                                    context.getBean(RedubLifecycle.class)
                                            .bootstrap()
                                            .explain()
                                            .toString())
                            .contains("timeout = 4321  (service, placed.xml:");
                }
            }
        } finally {
            System.clearProperty("test.timeout");
        }
    }

    @Test
    void referencesThatSayTheSameAreOneObject() {
        try (GenericXmlApplicationContext context =
                start(
                        "sharing",
                        "<dubbo:reference id=\"a\" url=\"127.0.0.1:9\" check=\"false\" "
                                + GREETER
                                + "/>",
                        "<dubbo:reference id=\"b\" url=\"127.0.0.1:9\" check=\"false\" "
                                + GREETER
                                + "/>",
                        "<dubbo:reference id=\"c\" url=\"127.0.0.1:9\" check=\"false\" timeout=\"5\" "
                                + GREETER
                                + "/>")) {
            assertThat(context.getBean("a")).isSameAs(context.getBean("b"));
            assertThat(context.getBean("a")).isNotSameAs(context.getBean("c"));
            assertThat(context.getType("a")).isEqualTo(Greeter.class);
        }
    }

    @Test
    void closeAnswersCallsUnderWayBeforeBeansDie() throws Exception {
        GenericXmlApplicationContext provider =
                start(
                        "closing",
                        registry("east", EAST),
                        "<dubbo:protocol port=\"0\"/>",
                        "<bean id=\"bean\" class=\"io.redub.spring.XmlElementsTest$Mortal\""
                                + " destroy-method=\"die\"/>",
                        "<dubbo:service " + GREETER + " ref=\"bean\" group=\"closing\"/>");
        try (GenericXmlApplicationContext consumer =
                start(
                        "closer",
                        registry("east", EAST),
                        "<dubbo:reference id=\"r\" group=\"closing\" timeout=\"5000\" retries=\"0\" "
                                + GREETER
                                + "/>")) {
            Mortal bean = provider.getBean(Mortal.class);
            Greeter greeter = consumer.getBean(Greeter.class);
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return greeter.slow(500);
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            await().atMost(Duration.ofSeconds(5)).until(() -> bean.called);
            provider.close();
            assertThat(answer.get()).isEqualTo("alive");
            assertThat(bean.dead).isTrue();
            assertThatThrownBy(() -> greeter.greet("you")).isInstanceOf(RpcException.class);
        }
    }

    /** Knows whether Spring has ended it. */
    public static class Mortal extends PoliteGreeter {
        volatile boolean called;
        volatile boolean dead;

        @Override
        public String slow(long millis) throws InterruptedException {
            called = true;
            super.slow(millis);
            return dead ? "dead" : "alive";
        }

        public void die() {
            dead = true;
        }
    }

    @Test
    void aChildContextUsesTheElementsOfItsParent() {
        try (GenericXmlApplicationContext parent =
                        start(
                                "parent",
                                registry("east", EAST),
                                "<dubbo:protocol port=\"0\"/>",
                                bean("bean", "Parent"),
                                "<dubbo:service " + GREETER + " ref=\"bean\" group=\"parent\"/>");
                GenericXmlApplicationContext child =
                        XmlContext.start(
                                "child.xml",
                                XmlContext.beans(
                                        "<dubbo:reference id=\"r\" group=\"parent\" "
                                                + GREETER
                                                + "/>"),
                                parent)) {
            assertThat(greet(child, "r")).isEqualTo("Parent, you");
            child.close();
            assertThat(parent.getBean(RedubLifecycle.class).isRunning()).isTrue();
        }
    }

    /** Calls what its own application serves. */
    public static class Caller {
        private final Greeter greeter;

        public Caller(Greeter greeter) {
            this.greeter = greeter;
        }

        String call() {
            return greeter.greet("caller");
        }
    }

    @Test
    void aBeanGetsAReferenceToAServiceOfItsOwnApplication() {
        for (String order : new String[] {"before", "after"}) {
            String service = "<dubbo:service " + GREETER + " ref=\"bean\" group=\"own\"/>";
            String caller =
                    "<dubbo:reference id=\"r\" group=\"own\" "
                            + GREETER
                            + "/>"
                            + "<bean id=\"caller\" class=\"io.redub.spring.XmlElementsTest$Caller\">"
                            + "<constructor-arg ref=\"r\"/></bean>";
            try (GenericXmlApplicationContext context =
                    start(
                            "own-" + order,
                            registry("east", EAST),
                            "<dubbo:protocol port=\"0\"/>",
                            bean("bean", "Own"),
                            order.equals("before") ? service + caller : caller + service)) {
                assertThat(context.getBean(Caller.class).call()).isEqualTo("Own, caller");
            }
        }
    }

    /** Is told of calls. */
    public static class Listener {
        final List<String> told = new CopyOnWriteArrayList<>();

        public void before(String name) {
            told.add("before " + name);
        }

        public void answered(String answer, String name) {
            told.add("answered " + answer + " to " + name);
        }

        public void failed(Throwable failure, Object[] arguments) {
            told.add("failed " + failure.getMessage() + " for " + arguments[0]);
        }
    }

    @Test
    void methodsOfBeansAreToldOfCalls() {
        String reference =
                "<dubbo:reference id=\"r\" group=\"told\" %s><dubbo:method name=\"greet\""
                        + " oninvoke=\"listener.before\" onreturn=\"listener.answered\""
                        + " onthrow=\"listener.%s\"/></dubbo:reference>";
        String[] lines = {
            registry("east", EAST),
            "<dubbo:protocol port=\"0\"/>",
            "<bean id=\"bean\" class=\"io.redub.spring.XmlElementsTest$Moody\"/>",
            "<dubbo:service " + GREETER + " ref=\"bean\" group=\"told\"/>",
            "<bean id=\"listener\" class=\"io.redub.spring.XmlElementsTest$Listener\"/>",
            reference.formatted(GREETER, "failed")
        };
        try (GenericXmlApplicationContext context = start("telling", lines)) {
            Greeter greeter = context.getBean("r", Greeter.class);
            greeter.greet("you");
            assertThatThrownBy(() -> greeter.greet("nobody")).hasMessageContaining("no mood");
            assertThat(context.getBean(Listener.class).told)
                    .containsExactly(
                            "before you",
                            "answered Hello, you to you",
                            "before nobody",
                            "failed no mood for nobody");
        }
        lines[5] = reference.formatted(GREETER, "faild");
        assertThatThrownBy(() -> start("mistold", lines).close())
                .rootCause()
                .hasMessageContainingAll("onthrow", "'faild'", "'failed'", "mistold.xml:11");
    }

    /** Greets some. */
    public static class Moody extends PoliteGreeter {
        @Override
        public String greet(String name) {
            if (name.equals("nobody")) {
                throw new IllegalStateException("no mood");
            }
            return super.greet(name);
        }
    }

    @Test
    void redubsOwnNamespaceSaysTheSame() {
        String text =
                XmlContext.beans(
                                "<dubbo:application name=\"named\"/>",
                                "<dubbo:registry address=\"N/A\"/>",
                                "<dubbo:reference id=\"r\" url=\"127.0.0.1:9\" check=\"false\" "
                                        + GREETER
                                        + "/>")
                        .replace(
                                "http://dubbo.apache.org/schema/dubbo/dubbo.xsd",
                                "http://redub.io/schema/redub/redub.xsd")
                        .replace(
                                "http://dubbo.apache.org/schema/dubbo",
                                "http://redub.io/schema/redub")
                        .replace("dubbo:", "r:")
                        .replace("xmlns:dubbo", "xmlns:r");
        try (GenericXmlApplicationContext context = XmlContext.start("named.xml", text)) {
            assertThat(context.getBean("r")).isInstanceOf(Greeter.class);
        }
    }

    @Test
    void whatIsStoppedStaysSo() {
        try (GenericXmlApplicationContext context =
                start("stopping", "<dubbo:registry address=\"N/A\"/>")) {
            context.stop();
            AtomicBoolean running =
                    new AtomicBoolean(context.getBean(RedubLifecycle.class).isRunning());
            assertThat(running).isFalse();
            assertThatThrownBy(context::start).rootCause().hasMessageContaining("STOPPED");
        }
    }

    /** A service for callers of another interface. */
    public static class Anything implements GenericService {
        @Override
        public Object $invoke(String method, String[] types, Object[] arguments) {
            return method;
        }
    }

    @Test
    void theInterfaceOfAGenericServiceNeedNotBeHere() {
        try (GenericXmlApplicationContext context =
                start(
                        "generic",
                        registry("east", EAST),
                        "<dubbo:protocol port=\"0\"/>",
                        "<bean id=\"any\" class=\"io.redub.spring.XmlElementsTest$Anything\"/>",
                        "<dubbo:service interface=\"com.acme.Absent\" ref=\"any\"/>",
                        "<dubbo:service group=\"generic\" " + GREETER + " ref=\"any\"/>",
                        "<dubbo:reference id=\"absent\" interface=\"com.acme.Absent\""
                                + " generic=\"true\"/>",
                        "<dubbo:reference id=\"known\" group=\"generic\" scope=\"remote\" "
                                + GREETER
                                + "/>")) {
            assertThat(
                            context.getBean("absent", GenericService.class)
                                    .$invoke("find", new String[0], new Object[0]))
                    .isEqualTo("find");
            assertThat(greet(context, "known")).isEqualTo("greet");
        }
    }
}
