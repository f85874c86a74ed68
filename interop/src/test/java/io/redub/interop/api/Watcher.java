package io.redub.interop.api;

/** Called back by a {@link Board}. */
public interface Watcher {
    String hello(String name);

    String seen(Person news);
}
