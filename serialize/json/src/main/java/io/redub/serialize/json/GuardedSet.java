package io.redub.serialize.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.redub.serialize.SerializationException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a hash set of its elements, unless too many of them fall into one bucket; and copy-on-write
 * collections at once, not by a copy for each element.
 */
final class GuardedSet extends StdConverter<List<Object>, Collection<Object>> {
    private static final int BUCKETS = 4096;

    /** Comparisons of elements that share a bucket, at most. */
    private static final long MOST = 8_000_000;

    private final JavaType set;
    private final JavaType list;
    private final boolean undeclared;

    GuardedSet(JavaType set, TypeFactory types) {
        this.set = set;
        this.list = types.constructCollectionType(List.class, set.getContentType());
        this.undeclared = set.getContentType().isJavaLangObject();
    }

    /** Whether sets of this type are hash sets whose elements a peer could make collide. */
    static boolean isFor(JavaType type) {
        Class<?> raw = type.getRawClass();
        Class<?> element = type.getContentType().getRawClass();
        if (raw == CopyOnWriteArraySet.class || raw == CopyOnWriteArrayList.class) {
            return true;
        }
        return (raw == Set.class || raw == HashSet.class || raw == LinkedHashSet.class)
                && !element.isEnum()
                && element != String.class
                && !Number.class.isAssignableFrom(element);
    }

    /** Its hash code would be calculated from all that it holds, at each level anew. */
    private static boolean isContainer(@Nullable Object element) {
        return element instanceof Collection
                || element instanceof Map
                || element instanceof Map.Entry
                || element != null && element.getClass().isArray();
    }

    @Override
    public Collection<Object> convert(List<Object> elements) {
        Class<?> raw = set.getRawClass();
        if (raw == CopyOnWriteArrayList.class) {
            return new CopyOnWriteArrayList<>(elements);
        }
        if (raw == CopyOnWriteArraySet.class && elements.size() > BUCKETS) {
            throw new SerializationException(
                    "a CopyOnWriteArraySet of %d elements (expected: at most %d; send a LinkedHashSet)"
                            .formatted(elements.size(), BUCKETS));
        }
        int[] sketch = new int[Math.min(BUCKETS, Integer.highestOneBit(elements.size() | 1) * 2)];
        long work = 0;
        for (@Nullable Object element : elements) {
            if (undeclared && isContainer(element)) {
                throw new SerializationException(
                        "a %s in a hash set of undeclared elements (expected: a value; declare the type of the elements, or send a list)"
                                .formatted(element.getClass().getName()));
            }
            if (element != null && !(element instanceof Comparable)) {
                int hash = element.hashCode();
                work += sketch[(hash ^ hash >>> 16) & sketch.length - 1]++;
            }
        }
        if (work > MOST) {
            throw new SerializationException(
                    "%d elements of a set have so few hash codes that it would take too long"
                            .formatted(elements.size()));
        }
        if (raw == CopyOnWriteArraySet.class) {
            return new CopyOnWriteArraySet<>(elements);
        }
        return raw == LinkedHashSet.class ? new LinkedHashSet<>(elements) : new HashSet<>(elements);
    }

    @Override
    public JavaType getInputType(TypeFactory types) {
        return list;
    }

    @Override
    public JavaType getOutputType(TypeFactory types) {
        return set;
    }
}
