package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.util.Collection;
import java.util.Date;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the work that hash codes do while a container is filled: small bytes can describe keys
 * that hold each other so often, or so deep, that hashing them never ends, and keys that all fall
 * into one bucket. What is not plain is looked through before it is hashed, and paid for.
 */
final class HashGuard {
    private static final int BUCKETS = 4096;

    /** Below this many compound keys nobody can collide for long. */
    private static final int FEW = 64;

    private static final int DEEPEST = 64;

    private final ValueReader in;

    /** Whether all keys of a bucket are compared one by one, whatever they are. */
    private final boolean chained;

    private int compound;
    private int @Nullable [] sketch;

    HashGuard(ValueReader in) {
        this(in, false);
    }

    private HashGuard(ValueReader in, boolean chained) {
        this.in = in;
        this.chained = chained;
    }

    static HashGuard of(ValueReader in, Map<?, ?> map) {
        boolean table = map instanceof Hashtable && !(map instanceof Properties);
        return new HashGuard(in, table || map instanceof WeakHashMap);
    }

    /** Returns normally if {@code key} may be hashed and put. */
    void admit(@Nullable Object key) {
        if (key == null
                || key instanceof String
                || key instanceof Number
                || key instanceof Enum
                || key instanceof Boolean
                || key instanceof Character
                || key instanceof Date
                || key instanceof Class) {
            if (chained && key != null && ++compound > FEW) {
                in.charge(sameBucket(key) >> 3);
            }
            return;
        }
        weigh(key, 0);
        if (++compound > FEW && (chained || !(key instanceof Comparable))) {
            in.charge(sameBucket(key));
        }
    }

    /** How many keys before had about the same hash code. */
    private int sameBucket(Object key) {
        int[] counts = sketch;
        if (counts == null) {
            counts = new int[BUCKETS];
            sketch = counts;
        }
        int hash = key.hashCode();
        return counts[(hash ^ hash >>> 16) & BUCKETS - 1]++;
    }

    private void weigh(@Nullable Object value, int depth) {
        in.charge(1);
        if (depth > DEEPEST) {
            throw in.malformed("a key nested deeper than %d levels".formatted(DEEPEST));
        }
        if (value instanceof URL) {
            throw in.malformed("a URL in a key, whose hash asks a name server; send a URI");
        }
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                weigh(item, depth + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weigh(entry.getKey(), depth + 1);
                weigh(entry.getValue(), depth + 1);
            }
        } else if (value instanceof Map.Entry<?, ?> entry) {
            weigh(entry.getKey(), depth + 1);
            weigh(entry.getValue(), depth + 1);
        } else if (value instanceof Optional<?> optional) {
            weigh(optional.orElse(null), depth + 1);
        } else if (value != null && !Jdk.has(value.getClass()) && !(value instanceof Enum)) {
            weighFields(value, depth);
        }
    }

    /** A user's class may hash all its fields; one that hashes by identity costs nothing. */
    private void weighFields(Object value, int depth) {
        if (value instanceof Throwable || !Hashes.BY_VALUE.get(value.getClass())) {
            return;
        }
        for (MethodHandle getter : ObjectPlan.of(value.getClass()).getters()) {
            weigh(Handles.get(getter, value), depth + 1);
        }
    }

    private static final class Hashes {
        static final ClassValue<Boolean> BY_VALUE =
                new ClassValue<>() {
                    @Override
                    protected Boolean computeValue(Class<?> type) {
                        try {
                            return type.getMethod("hashCode").getDeclaringClass() != Object.class;
                        } catch (NoSuchMethodException e) {
                            return true;
                        }
                    }
                };
    }
}
