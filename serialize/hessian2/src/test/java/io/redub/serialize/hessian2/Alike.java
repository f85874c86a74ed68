package io.redub.serialize.hessian2;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Whether what came back is what was sent, to the bit: also where equals would not say it, for want
 * of being written or for being generous. Knows cycles.
 */
final class Alike {
    private final IdentityHashMap<Object, Object> pairs = new IdentityHashMap<>();

    private Alike() {}

    static boolean test(Object a, Object b) {
        return new Alike().same(a, b);
    }

    private boolean same(Object a, Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        Object known = pairs.get(a);
        if (known != null && known == b) {
            return true;
        }
        if (a instanceof String) {
            return a.equals(b);
        }
        if (a instanceof Number && !a.getClass().getName().contains("tomic")
                || a instanceof Comparable<?>
                        && !(a instanceof CharSequence)
                        && a.getClass().getName().startsWith("java.")) {
            return a.getClass() == b.getClass() && a.equals(b);
        }
        pairs.put(a, b);
        if (a.getClass().isArray()) {
            return a.getClass() == b.getClass() && arrays(a, b);
        } else if (a instanceof Collection<?> x) {
            return b instanceof Collection<?> y && collections(x, y);
        } else if (a instanceof Map<?, ?> x) {
            return b instanceof Map<?, ?> y && maps(x, y);
        } else if (a instanceof Map.Entry<?, ?> x) {
            return b instanceof Map.Entry<?, ?> y
                    && same(x.getKey(), y.getKey())
                    && same(x.getValue(), y.getValue());
        }
        return a.getClass() == b.getClass() && sameClass(a, b);
    }

    private boolean sameClass(Object a, Object b) {
        if (a instanceof Throwable x) {
            return throwables(x, (Throwable) b) && fields(a, b);
        } else if (a instanceof Pattern x) {
            return x.flags() == ((Pattern) b).flags()
                    && x.pattern().equals(((Pattern) b).pattern());
        } else if (a instanceof Optional<?> x) {
            return same(x.orElse(null), ((Optional<?>) b).orElse(null));
        } else if (a instanceof AtomicReference<?> x) {
            return same(x.get(), ((AtomicReference<?>) b).get());
        } else if (a instanceof URL
                || a.getClass().getName().contains("tomic")
                || a instanceof CharSequence
                || a instanceof java.util.concurrent.atomic.LongAdder) {
            return a.toString().equals(b.toString());
        } else if (a instanceof Locale x) {
            return x.toLanguageTag().equals(((Locale) b).toLanguageTag());
        } else if (Jdk.has(a.getClass()) || a instanceof Enum) {
            return a.equals(b) || a.getClass() == Object.class;
        }
        return fields(a, b);
    }

    private boolean throwables(Throwable a, Throwable b) {
        return Objects.equals(a.getMessage(), b.getMessage())
                && Arrays.equals(a.getStackTrace(), b.getStackTrace())
                && same(a.getCause(), b.getCause())
                && same(a.getSuppressed(), b.getSuppressed());
    }

    private boolean arrays(Object a, Object b) {
        int length = Array.getLength(a);
        boolean same = length == Array.getLength(b);
        for (int i = 0; same && i < length; i++) {
            same = same(Array.get(a, i), Array.get(b, i));
        }
        return same;
    }

    private boolean collections(Collection<?> a, Collection<?> b) {
        if (a.size() != b.size()
                || a instanceof Set != b instanceof Set
                || a instanceof SortedSet<?> x
                        && b instanceof SortedSet<?> y
                        && !Objects.equals(x.comparator(), y.comparator())) {
            return false;
        }
        if (a instanceof Set && !(a instanceof SortedSet)) {
            return unordered(a, b);
        }
        List<Object> left = inOrder(a);
        List<Object> right = inOrder(b);
        boolean same = true;
        for (int i = 0; same && i < left.size(); i++) {
            same = same(left.get(i), right.get(i));
        }
        return same;
    }

    /** A priority queue gives its order only to whom empties it. */
    private static List<Object> inOrder(Collection<?> items) {
        List<Object> all = new ArrayList<>(items);
        if (items instanceof Queue && items.getClass().getName().contains("Priority")) {
            all.sort(null);
        }
        return all;
    }

    private boolean unordered(Collection<?> a, Collection<?> b) {
        List<Object> left = new ArrayList<>(b);
        for (Object each : a) {
            boolean found = false;
            for (Iterator<Object> other = left.iterator(); !found && other.hasNext(); ) {
                if (same(each, other.next())) {
                    other.remove();
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private boolean maps(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()
                || a instanceof SortedMap<?, ?> x
                        && b instanceof SortedMap<?, ?> y
                        && !Objects.equals(x.comparator(), y.comparator())) {
            return false;
        }
        return unordered(new ArrayList<>(a.entrySet()), new ArrayList<>(b.entrySet()));
    }

    private boolean fields(Object a, Object b) {
        for (Class<?> c = a.getClass(); c != null && !Jdk.has(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers)) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    if (!same(field.get(a), field.get(b))) {
                        return false;
                    }
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return true;
    }
}
