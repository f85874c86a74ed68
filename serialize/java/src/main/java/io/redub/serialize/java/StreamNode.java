package io.redub.serialize.java;

import io.redub.serialize.SerializationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object, array, enum constant or class in a stream, as far as it is looked at. */
final class StreamNode {
    final ClassLayout layout;

    /** What it refers to, in the order of the stream: nodes, texts, or null. */
    final List<@Nullable Object> children = new ArrayList<>(4);

    /** Values of its fields; kept only of throwables and stack frames. */
    final Map<String, @Nullable Object> fields = new HashMap<>(0);

    /** What computing its hash code costs at most; 0 if not known yet. */
    private long weight;

    private boolean complete;
    private boolean weighing;

    StreamNode(ClassLayout layout) {
        this.layout = layout;
    }

    /** Hash codes that are computed in order to compute this one's, at most. */
    static long weigh(@Nullable Object value) {
        return value instanceof StreamNode node ? node.weigh() : 1;
    }

    private long weigh() {
        if (layout.isOrExtends("java.net.URL")) {
            throw new SerializationException(
                    "a URL in a key, whose hash asks a name server; send a URI");
        }
        if (!layout.isHashedByValue() || weighing) {
            // Whoever holds itself has no hash code anyway.
            return 1;
        }
        if (weight > 0) {
            return weight;
        }
        weighing = true;
        long sum = 1;
        for (Object child : children) {
            sum = Math.min(Integer.MAX_VALUE, sum + weigh(child));
        }
        weighing = false;
        if (complete) {
            weight = sum;
        }
        return sum;
    }

    /** All of it has been seen: before, it weighs less than it will. */
    void complete() {
        complete = true;
    }
}
