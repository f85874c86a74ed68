package com.zhss.service;

public class HelloServiceImpl implements HelloService {
    public static volatile int calls;

    @Override
    public void sayHello() {
        calls++;
        System.out.println("hello world......");
    }
}
