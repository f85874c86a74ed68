package com.example;

import io.redub.registry.Categories;
import io.redub.registry.RegistryBackend.Target;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A notice board in this JVM, by name; it can be taken down and put up again. Thread-safe. */
final class Board {
    private static final Map<String, Board> BOARDS = new HashMap<>();

    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private final List<BoardBackend> readers = new ArrayList<>();
    private boolean up = true;

    private record Notice(Target target, BoardBackend owner) {}

    static synchronized Board named(String name) {
        return BOARDS.computeIfAbsent(name, key -> new Board());
    }

    private static Target target(URL url) {
        return new Target(url.getServiceInterface(), Categories.of(url));
    }

    /** Whoever looks is told now, if the board is up, and whenever that changes. */
    synchronized void join(BoardBackend reader) {
        readers.add(reader);
        if (up) {
            reader.reached();
        }
    }

    /** What a reader put up goes with it, unless it was put up for good. */
    synchronized void leave(BoardBackend reader) {
        readers.remove(reader);
        List<Target> changed = new ArrayList<>();
        notices.values()
                .removeIf(notice -> notice.owner == reader && changed.add(notice.target));
        changed.forEach(this::tell);
    }

    synchronized boolean isUp() {
        return up;
    }

    synchronized void set(boolean nowUp) {
        if (up != nowUp) {
            up = nowUp;
            for (BoardBackend reader : List.copyOf(readers)) {
                if (up) {
                    reader.reached();
                } else {
                    reader.lost();
                }
            }
        }
    }

    /** False: the board is down. */
    synchronized boolean put(URL url, BoardBackend owner) {
        if (up) {
            boolean forGood = !url.getParameter("dynamic", true);
            notices.put(url.toString(), new Notice(target(url), forGood ? null : owner));
            tell(target(url));
        }
        return up;
    }

    synchronized boolean remove(URL url) {
        if (up) {
            notices.remove(url.toString());
            tell(target(url));
        }
        return up;
    }

    /** Null: the board is down. */
    synchronized List<String> list(Target target) {
        return !up
                ? null
                : notices.entrySet().stream()
                        .filter(notice -> notice.getValue().target.equals(target))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private void tell(Target target) {
        if (up) {
            readers.forEach(reader -> reader.changed(target));
        }
    }
}
