package io.redub.example.xml;

import java.util.concurrent.CountDownLatch;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** Provides what provider.xml says until the process ends. */
public final class XmlProvider {
    private XmlProvider() {}

    public static void main(String[] args) throws InterruptedException {
        ClassPathXmlApplicationContext context = new ClassPathXmlApplicationContext("provider.xml");
        context.registerShutdownHook();
        System.out.println("provider.xml is up");
        new CountDownLatch(1).await();
    }
}
