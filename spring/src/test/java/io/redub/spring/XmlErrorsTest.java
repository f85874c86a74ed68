package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in a file ends the start with a message that names the file and the line. */
class XmlErrorsTest {
    private static final String GREETER = "interface=\"io.redub.spring.Greeter\"";

    /** The elements stand in lines 5, 6, 7, …; line 5 is the application. */
    private static String start(String... elements) {
        String[] all = new String[elements.length + 3];
        all[0] = "<dubbo:application name=\"wrong\"/>";
        all[1] = "<dubbo:registry address=\"N/A\"/>";
        all[2] = "<bean id=\"greeter\" class=\"io.redub.spring.PoliteGreeter\"/>";
        System.arraycopy(elements, 0, all, 3, elements.length);
        try {
            XmlContext.start("wrong.xml", XmlContext.beans(all)).close();
        } catch (RuntimeException e) {
            StringBuilder messages = new StringBuilder();
            for (Throwable each = e; each != null; each = each.getCause()) {
                messages.append(each.getMessage()).append('\n');
            }
            return messages.toString();
        }
        throw new AssertionError("It started: " + Arrays.toString(elements));
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of(
                        "<dubbo:service " + GREETER + " ref=\"greeter\"\n tiemout=\"5\"/>",
                        List.of("tiemout", "timeout", "wrong.xml:9")),
                Arguments.of(
                        "<dubbo:service " + GREETER + " ref=\"greeter\" timeout=\"5 minutes\"/>",
                        List.of("timeout", "'5 minutes'", "expected", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:protocol name=\"dubbo\" port=\"70000\"/>",
                        List.of("port", "'70000'", "65535", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:protocol name=\"dubo\" port=\"0\"/>",
                        List.of("'dubo'", "dubbo", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service " + GREETER + " ref=\"greter\"/>",
                        List.of("ref", "'greter'", "greeter", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service " + GREETER + "/>",
                        List.of("neither ref nor class", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service ref=\"greeter\"/>",
                        List.of("service interface", "missing", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service interface=\"io.redub.spring.Greter\" ref=\"greeter\"/>",
                        List.of("io.redub.spring.Greter", "no class", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service interface=\"java.lang.Runnable\" ref=\"greeter\"/>",
                        List.of("PoliteGreeter", "does not implement", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service interface=\"java.lang.String\" ref=\"greeter\"/>",
                        List.of("java.lang.String is a class", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service " + GREETER + " class=\"io.redub.spring.Nothing\"/>",
                        List.of("service class", "io.redub.spring.Nothing", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service "
                                + GREETER
                                + " ref=\"greeter\">\n"
                                + "<!-- > --><dubbo:method name=\"gret\"/></dubbo:service>",
                        List.of("gret", "greet", "wrong.xml:9")),
                Arguments.of(
                        "<dubbo:service " + GREETER + " ref=\"greeter\" registry=\"east\"/>",
                        List.of("registry", "'east'", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:reference id=\"r\" interface=\"io.redub.spring.Greter\"/>",
                        List.of("reference interface", "io.redub.spring.Greter", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:reference id=\"r\" " + GREETER + " loadbalance=\"randon\"/>",
                        List.of("'randon'", "random", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:reference id=\"greeter\" " + GREETER + "/>",
                        List.of("two beans", "'greeter'", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:reference id=\"r\" " + GREETER + " timeout=\"${no.such}\"/>",
                        List.of("${no.such}", "wrong.xml:8")),
                Arguments.of(
                        "<dubbo:service "
                                + GREETER
                                + " ref=\"greeter\"><dubbo:metod/></dubbo:service>",
                        List.of("metod", "method", "Line 8", "wrong.xml")),
                Arguments.of("<dubbo:servce/>", List.of("dubbo:servce", "Line 8", "wrong.xml")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void anErrorNamesTheLineWhatIsWrongAndWhatWasMeant(String element, List<String> told) {
        assertThat(start(element)).contains(told);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(
                        start(
                                "<dubbo:service " + GREETER + " ref=\"greter\"/>",
                                "<dubbo:protocol name=\"dubbo\" port=\"x\"/>",
                                "<dubbo:reference id=\"r\" interface=\"a.B\"/>"))
                .contains("wrong.xml:8", "wrong.xml:9", "wrong.xml:10");
    }

    @Test
    void anElementThatTheSchemaDoesNotCheckIsStillToldWithTheNearest() {
        assertThatThrownBy(
                        () -> {
                            var context =
                                    new org.springframework.context.support
                                            .GenericXmlApplicationContext();
                            context.setValidating(false);
                            context.load(
                                    new org.springframework.core.io.ByteArrayResource(
                                            XmlContext.beans("<dubbo:servce/>").getBytes(),
                                            "memory"));
                            context.refresh();
                        })
                .rootCause()
                .hasMessageContainingAll("unknown element 'servce'", "service", "memory");
    }
}
