package io.redub.example.xml;

import com.test.service.FooService;
import com.zhss.service.HelloService;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** Calls the provider, then a service that nobody provides, whose answer is its mock's. */
public final class XmlConsumer {
    private XmlConsumer() {}

    public static void main(String[] args) {
        try (ClassPathXmlApplicationContext context =
                new ClassPathXmlApplicationContext("caller.xml")) {
            context.getBean(HelloService.class).sayHello();
            System.out.println("The provider has said hello");
        }
        try (ClassPathXmlApplicationContext context =
                new ClassPathXmlApplicationContext("consumer.xml")) {
            System.out.println("Nobody answers: " + context.getBean(FooService.class).foo("bar"));
        }
    }
}
