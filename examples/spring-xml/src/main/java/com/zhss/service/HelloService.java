package com.zhss.service;

/** The service. */
public interface HelloService {
    void sayHello();
}
