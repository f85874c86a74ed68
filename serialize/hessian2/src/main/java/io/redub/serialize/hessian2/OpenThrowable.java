package io.redub.serialize.hessian2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds the place of a throwable that is being read: its message comes last, and it cannot be made
 * without. A throwable inside may refer to it as its cause or suppressed one.
 */
final class OpenThrowable {
    private final List<Consumer<Throwable>> waiting = new ArrayList<>();

    void whenMade(Consumer<Throwable> action) {
        waiting.add(action);
    }

    void made(Throwable throwable) {
        waiting.forEach(action -> action.accept(throwable));
    }
}
