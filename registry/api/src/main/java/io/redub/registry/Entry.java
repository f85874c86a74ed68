package io.redub.registry;

/** Something wanted on, or off, the server. Touched by the worker thread only. */
final class Entry {
    private final String what;
    private final Action action;
    private final boolean wanted;
    private boolean settled;

    private Entry(String what, Action action, boolean wanted) {
        this.what = what;
        this.action = action;
        this.wanted = wanted;
    }

    /** To be there; {@code put} is repeated after every reconnection. */
    static Entry present(String what, Action put) {
        return new Entry(what, put, true);
    }

    /** To be gone; forgotten once {@code remove} went well. */
    static Entry absent(String what, Action remove) {
        return new Entry(what, remove, false);
    }

    String what() {
        return what;
    }

    boolean isSettled() {
        return settled;
    }

    boolean isDone() {
        return settled && !wanted;
    }

    void settle() throws Exception {
        settled = false;
        action.run();
        settled = true;
    }

    void unsettle() {
        settled = false;
    }

    /** What makes the server agree; idempotent. */
    interface Action {
        void run() throws Exception;
    }
}
