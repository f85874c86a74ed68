package com.test.service;

public interface FooService {
    String foo(String name);
}
