package com.zhss.service;

import java.util.concurrent.atomic.AtomicInteger;

public class HelloServiceImpl implements HelloService {
    /** How often it was called in this process. */
    public static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public void sayHello() {
        CALLS.incrementAndGet();
        System.out.println("hello world......");
    }
}
