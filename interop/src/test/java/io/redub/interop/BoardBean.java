package io.redub.interop;

import io.redub.interop.api.Board;
import io.redub.interop.api.Person;
import io.redub.interop.api.Watcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The board that every peer offers. */
final class BoardBean implements Board {
    private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();

    @Override
    public String watch(String name, Watcher watcher) {
        watchers.put(name, watcher);
        return watcher.hello(name);
    }

    @Override
    public String tell(String name, Person news) {
        return watchers.get(name).seen(news);
    }

    @Override
    public boolean unwatch(Watcher watcher) {
        return watchers.values().removeIf(each -> each == watcher);
    }
}
