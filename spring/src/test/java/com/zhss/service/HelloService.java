package com.zhss.service;

public interface HelloService {
    void sayHello();
}
