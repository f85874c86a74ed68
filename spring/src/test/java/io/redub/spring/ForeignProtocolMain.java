package io.redub.spring;

import org.springframework.context.support.GenericXmlApplicationContext;

/** Provider and consumer of a protocol that only the class path of this process has. */
final class ForeignProtocolMain {
    private ForeignProtocolMain() {}

    public static void main(String[] args) {
        try (GenericXmlApplicationContext provider =
                XmlContext.start(
                        "foreign-provider.xml",
                        XmlContext.beans(
                                "<dubbo:application name=\"foreign\"/>",
                                "<dubbo:registry address=\"N/A\"/>",
                                "<dubbo:protocol name=\"my\" port=\"0\"/>",
                                "<bean id=\"bean\" class=\"io.redub.spring.PoliteGreeter\"/>",
                                "<dubbo:service interface=\"io.redub.spring.Greeter\""
                                        + " ref=\"bean\"/>"))) {
            int port = provider.getBean(RedubLifecycle.class).bootstrap().port("my");
            try (GenericXmlApplicationContext consumer =
                    XmlContext.start(
                            "foreign-consumer.xml",
                            XmlContext.beans(
                                    "<dubbo:application name=\"caller\"/>",
                                    "<dubbo:reference id=\"r\" interface=\"io.redub.spring.Greeter\""
                                            + " url=\"my://127.0.0.1:"
                                            + port
                                            + "\"/>"))) {
                System.out.println("over my: " + consumer.getBean(Greeter.class).greet("foreign"));
            }
        }
    }
}
