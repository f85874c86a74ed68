package io.redub.interop.api;

/** Calls back those who watch it. */
public interface Board {
    /** Makes {@code watcher} known under a name, shows it the name at once, returns its answer. */
    String watch(String name, Watcher watcher);

    /** Shows news to the watcher of that name, after the call that made it known. */
    String tell(String name, Person news);

    /** Forgets the watcher; whether it was known, as the same object. */
    boolean unwatch(Watcher watcher);
}
