package com.test.service;

/** A service that nobody provides: the consumer's mock answers. */
public interface FooService {
    String foo(String name);
}
