package com.zhss.service;

/** The bean behind the service. */
public class HelloServiceImpl implements HelloService {
    @Override
    public void sayHello() {
        System.out.println("hello world......");
    }
}
