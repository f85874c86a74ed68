package io.redub.serialize.java;

import io.redub.serialize.UnknownThrowable;
import org.jspecify.annotations.Nullable;

/** Throwables of classes that are not admitted: what all throwables have, without making them. */
final class UnknownThrowables {
    private UnknownThrowables() {}

    /** The throwable that {@code content} describes, with its causes; null if it is none. */
    static @Nullable UnknownThrowable of(@Nullable Object content) {
        return of(content, StreamScan.DEEPEST);
    }

    private static @Nullable UnknownThrowable of(@Nullable Object content, int levels) {
        if (!(content instanceof StreamNode node)
                || !node.layout.isOrExtends("java.lang.Throwable")) {
            return null;
        }
        UnknownThrowable made =
                new UnknownThrowable(node.layout.name(), text(node, "detailMessage"));
        made.setStackTrace(frames(node.fields.get("stackTrace")));
        Object cause = node.fields.get("cause");
        if (cause != node && levels > 0) {
            UnknownThrowable why = of(cause, levels - 1);
            if (why != null) {
                made.initCause(why);
            }
        }
        return made;
    }

    private static StackTraceElement[] frames(@Nullable Object array) {
        return array instanceof StreamNode trace
                ? trace.children.stream()
                        .filter(StreamNode.class::isInstance)
                        .map(frame -> frame((StreamNode) frame))
                        .toArray(StackTraceElement[]::new)
                : new StackTraceElement[0];
    }

    private static StackTraceElement frame(StreamNode node) {
        String type = text(node, "declaringClass");
        String method = text(node, "methodName");
        return new StackTraceElement(
                text(node, "classLoaderName"),
                text(node, "moduleName"),
                text(node, "moduleVersion"),
                type == null ? "?" : type,
                method == null ? "?" : method,
                text(node, "fileName"),
                node.fields.get("lineNumber") instanceof Integer line ? line : -1);
    }

    private static @Nullable String text(StreamNode node, String field) {
        return node.fields.get(field) instanceof String text ? text : null;
    }
}
