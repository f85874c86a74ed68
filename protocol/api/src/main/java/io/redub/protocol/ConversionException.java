package io.redub.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * A generic value that does not fit; the path to it grows while the exception passes through the
 * containers around it. Holds no received object, only short text.
 */
final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int STEPS_SHOWN = 16;

    private final String problem;
    private final transient Deque<String> path = new ArrayDeque<>();

    ConversionException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** The same problem, one field further out. */
    ConversionException inField(String name) {
        path.addFirst("." + name);
        return this;
    }

    /** The same problem, one list or array further out. */
    ConversionException inElement(int index) {
        path.addFirst("[" + index + "]");
        return this;
    }

    /** The same problem, one map further out; says which key as far as that is plain text. */
    ConversionException inEntry(Object key) {
        path.addFirst("[" + Shown.value(key) + "]");
        return this;
    }

    /** Such as {@code items[3].price: 'abc' (expected: a number)}. */
    @Override
    public String getMessage() {
        if (path.isEmpty()) {
            return problem;
        }
        StringBuilder out = new StringBuilder();
        int left = path.size();
        for (Iterator<String> steps = path.iterator(); steps.hasNext(); left--) {
            String step = steps.next();
            if (path.size() - left < STEPS_SHOWN / 2 || left <= STEPS_SHOWN / 2) {
                out.append(step);
            } else if (left == STEPS_SHOWN / 2 + 1) {
                out.append('…');
            }
        }
        return (out.charAt(0) == '.' ? out.substring(1) : out) + ": " + problem;
    }
}
