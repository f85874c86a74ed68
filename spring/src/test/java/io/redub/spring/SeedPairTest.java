package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.test.service.FooService;
import com.zhss.service.HelloService;
import com.zhss.service.HelloServiceImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericXmlApplicationContext;

/** The two files that Dubbo's users know, with nothing but host and port changed. */
class SeedPairTest {
    @RegisterExtension static final ZooKeeperServer ZOOKEEPER = new ZooKeeperServer();

    static GenericXmlApplicationContext provider() {
        return XmlContext.start(
                "provider.xml",
                XmlContext.text(
                        "seed/provider.xml",
                        "127.0.0.1:2181",
                        ZOOKEEPER.address(),
                        "port=\"20880\"",
                        "port=\"0\""));
    }

    private static String consumer(String... replacements) {
        return XmlContext.text("seed/consumer.xml", replacements)
                .replace("127.0.0.1:2181", ZOOKEEPER.address());
    }

    @Test
    void theProvidersServiceIsCalledThroughZooKeeper() {
        try (GenericXmlApplicationContext provider = provider();
                GenericXmlApplicationContext consumer =
                        XmlContext.start(
                                "consumer.xml",
                                consumer(
                                        "com.test.service.FooService",
                                        HelloService.class.getName()))) {
            int before = HelloServiceImpl.calls;
            consumer.getBean("fooService", HelloService.class).sayHello();
            assertThat(HelloServiceImpl.calls).isEqualTo(before + 1);
            assertThat(provider.getBean(RedubLifecycle.class).isRunning()).isTrue();
        }
    }

    @Test
    void theConsumerStartsWithoutAProviderAndAnswersNullThen() {
        try (GenericXmlApplicationContext consumer = XmlContext.start("lonely.xml", consumer())) {
            assertThat(consumer.getBean(FooService.class).foo("bar")).isNull();
        }
    }
}
