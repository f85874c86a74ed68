package io.redub.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** New collections and maps of a declared class, and what may be a key in one. */
final class Containers {
    /** Values looked at before a hash code counts as too dear: shared parts count each time. */
    private static final int HASHED = 10_000;

    /** The first one that fits is taken, so the usual ones come first. */
    private static final List<Supplier<Collection<@Nullable Object>>> COLLECTIONS =
            List.of(
                    ArrayList::new,
                    LinkedHashSet::new,
                    LinkedList::new,
                    TreeSet::new,
                    HashSet::new,
                    ArrayDeque::new,
                    Vector::new,
                    Stack::new,
                    PriorityQueue::new,
                    CopyOnWriteArrayList::new,
                    CopyOnWriteArraySet::new,
                    ConcurrentSkipListSet::new,
                    ConcurrentLinkedQueue::new,
                    ConcurrentLinkedDeque::new,
                    LinkedBlockingQueue::new,
                    LinkedBlockingDeque::new,
                    PriorityBlockingQueue::new);

    private static final List<Supplier<Map<@Nullable Object, @Nullable Object>>> MAPS =
            List.of(
                    LinkedHashMap::new,
                    TreeMap::new,
                    ConcurrentHashMap::new,
                    HashMap::new,
                    ConcurrentSkipListMap::new,
                    Hashtable::new,
                    IdentityHashMap::new,
                    Properties::new);

    private Containers() {}

    /** An empty collection of the JDK that is a {@code type}, or null if there is none. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static @Nullable Collection<@Nullable Object> collection(Class<?> type, Class<?> element) {
        if (type == EnumSet.class) {
            return element.isEnum()
                    ? (Collection<@Nullable Object>) EnumSet.noneOf((Class) element)
                    : null;
        }
        return first(COLLECTIONS, type);
    }

    /** An empty map of the JDK that is a {@code type}, or null if there is none. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static @Nullable Map<@Nullable Object, @Nullable Object> map(Class<?> type, Class<?> key) {
        if (type == EnumMap.class) {
            return key.isEnum()
                    ? (Map<@Nullable Object, @Nullable Object>) new EnumMap((Class) key)
                    : null;
        }
        return first(MAPS, type);
    }

    private static <T> @Nullable T first(List<Supplier<T>> kinds, Class<?> type) {
        for (Supplier<T> kind : kinds) {
            T made = kind.get();
            if (type.isInstance(made)) {
                return made;
            }
        }
        return null;
    }

    /**
     * An empty map for the same entries with other keys and values. A map with an order keeps it; a
     * sorted one becomes a linked one, since its keys may no longer be comparable.
     */
    static Map<@Nullable Object, @Nullable Object> like(Map<?, ?> map) {
        if (map instanceof IdentityHashMap<?, ?>) {
            return new IdentityHashMap<>();
        }
        return map.getClass() == HashMap.class ? new HashMap<>() : new LinkedHashMap<>();
    }

    /**
     * Whether the hash code of a key made from a peer's values is sure to end soon. Lists that
     * share their parts are small on the wire, yet hashing them may take exponential time.
     */
    static boolean isHashable(@Nullable Object key) {
        Deque<Object> open = new ArrayDeque<>();
        addParts(key, open);
        int seen = open.size();
        while (seen <= HASHED && !open.isEmpty()) {
            int before = open.size() - 1;
            addParts(open.pop(), open);
            seen += open.size() - before;
        }
        return seen <= HASHED;
    }

    /** Adds what the hash code of {@code value} is made of, up to a little more than the limit. */
    private static void addParts(@Nullable Object value, Deque<Object> open) {
        if (value instanceof Map<?, ?> map) {
            addAll(map.keySet(), open);
            addAll(map.values(), open);
        } else if (value instanceof Collection<?> items) {
            addAll(items, open);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(open::push);
        } else if (value != null
                && !(value instanceof Enum<?>)
                && !value.getClass().isArray()
                && !BeanPlan.isJdk(value.getClass())) {
            BeanPlan plan = BeanPlan.of(value.getClass());
            if (plan.hashesMembers()) {
                plan.members().forEach(member -> add(plan.get(value, member), open));
            }
        }
    }

    private static void addAll(Collection<?> items, Deque<Object> open) {
        int added = 0;
        for (Object item : items) {
            if (++added > HASHED + 1) {
                return;
            }
            add(item, open);
        }
    }

    /** Nulls count as well: what follows them must not go unseen. */
    private static void add(@Nullable Object item, Deque<Object> open) {
        open.push(item == null ? Boolean.FALSE : item);
    }
}
