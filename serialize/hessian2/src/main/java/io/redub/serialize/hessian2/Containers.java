package io.redub.serialize.hessian2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How containers of the JDK are made, by the type name of the wire or by what is declared. */
final class Containers {
    /** Elements of a fresh container that costs more memory than its bytes on the wire. */
    static final int WEIGHT = 8;

    /**
     * One kind.
     *
     * @param type what the receiver gets
     * @param make an empty one that can be filled
     * @param publish what the receiver gets, seen through to the filled one
     */
    record Kind<C>(Class<?> type, IntFunction<C> make, @Nullable Function<C, Object> publish) {
        /** Whether each addition copies all items. */
        boolean copies() {
            return type == CopyOnWriteArrayList.class || type == CopyOnWriteArraySet.class;
        }
    }

    private static final Map<String, Kind<Collection<@Nullable Object>>> COLLECTIONS =
            new HashMap<>();
    private static final Map<String, Kind<Map<@Nullable Object, @Nullable Object>>> MAPS =
            new HashMap<>();

    static final Kind<Collection<@Nullable Object>> LIST =
            add(ArrayList.class, n -> new ArrayList<>(n));
    static final Kind<Collection<@Nullable Object>> SET =
            add(LinkedHashSet.class, n -> new LinkedHashSet<>());
    static final Kind<Map<@Nullable Object, @Nullable Object>> MAP =
            addMap(HashMap.class, n -> new HashMap<>());

    static {
        add(LinkedList.class, n -> new LinkedList<>());
        add(Vector.class, n -> new Vector<>());
        add(Stack.class, n -> new Stack<>());
        add(ArrayDeque.class, n -> new ArrayDeque<>());
        add(PriorityQueue.class, n -> new PriorityQueue<>());
        add(HashSet.class, n -> new HashSet<>());
        add(TreeSet.class, n -> new TreeSet<>());
        add(ConcurrentLinkedQueue.class, n -> new ConcurrentLinkedQueue<>());
        add(ConcurrentLinkedDeque.class, n -> new ConcurrentLinkedDeque<>());
        add(LinkedBlockingQueue.class, n -> new LinkedBlockingQueue<>());
        add(LinkedBlockingDeque.class, n -> new LinkedBlockingDeque<>());
        add(LinkedTransferQueue.class, n -> new LinkedTransferQueue<>());
        add(PriorityBlockingQueue.class, n -> new PriorityBlockingQueue<>());
        add(ConcurrentSkipListSet.class, n -> new ConcurrentSkipListSet<>());
        add(CopyOnWriteArrayList.class, n -> new CopyOnWriteArrayList<>());
        add(CopyOnWriteArraySet.class, n -> new CopyOnWriteArraySet<>());

        wrap("FixedList", List.class, n -> Arrays.asList(new @Nullable Object[n]), c -> c);
        wrap("List", List.class, n -> new ArrayList<>(n), c -> Collections.unmodifiableList(c));
        wrap(
                "Collection",
                Collection.class,
                n -> new ArrayList<>(n),
                c -> Collections.unmodifiableCollection(c));
        wrap("Set", Set.class, n -> new LinkedHashSet<>(), c -> Collections.unmodifiableSet(c));
        wrap(
                "SynchronizedList",
                List.class,
                n -> new ArrayList<>(n),
                c -> Collections.synchronizedList(c));
        wrap(
                "SynchronizedSet",
                Set.class,
                n -> new LinkedHashSet<>(),
                c -> Collections.synchronizedSet(c));
        wrap(
                "SynchronizedCollection",
                Collection.class,
                n -> new ArrayList<>(n),
                c -> Collections.synchronizedCollection(c));
        wrap("ConcurrentSet", Set.class, n -> ConcurrentHashMap.newKeySet(), c -> c);
        addMap(LinkedHashMap.class, n -> new LinkedHashMap<>());
        addMap(TreeMap.class, n -> new TreeMap<>());
        addMap(Hashtable.class, n -> new Hashtable<>());
        addMap(WeakHashMap.class, n -> new WeakHashMap<>());
        addMap(IdentityHashMap.class, n -> new IdentityHashMap<>());
        addMap(ConcurrentHashMap.class, n -> new ConcurrentHashMap<>());
        addMap(ConcurrentSkipListMap.class, n -> new ConcurrentSkipListMap<>());
        addMap(Properties.class, n -> new Properties());
        MAPS.put(
                "redub.Map",
                new Kind<>(Map.class, n -> new LinkedHashMap<>(), Collections::unmodifiableMap));
        MAPS.put(
                "redub.SynchronizedMap",
                new Kind<>(Map.class, n -> new LinkedHashMap<>(), Collections::synchronizedMap));
        sorted("", null);
        sorted(CollectionNames.OF + CollectionNames.REVERSED, reversed());
        sorted(CollectionNames.OF + CollectionNames.IGNORING_CASE, ignoringCase());
    }

    private Containers() {}

    static boolean isKnown(String className) {
        return COLLECTIONS.containsKey(className) || MAPS.containsKey(className);
    }

    static @Nullable Kind<Collection<@Nullable Object>> collection(String name) {
        return COLLECTIONS.get(name);
    }

    static @Nullable Kind<Map<@Nullable Object, @Nullable Object>> map(String name) {
        return MAPS.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Comparator<@Nullable Object> reversed() {
        return (Comparator<@Nullable Object>) (Comparator<?>) Collections.reverseOrder();
    }

    @SuppressWarnings("unchecked")
    private static Comparator<@Nullable Object> ignoringCase() {
        return (Comparator<@Nullable Object>) (Comparator<?>) String.CASE_INSENSITIVE_ORDER;
    }

    private static Kind<Collection<@Nullable Object>> add(
            Class<?> type, IntFunction<Collection<@Nullable Object>> make) {
        Kind<Collection<@Nullable Object>> kind = new Kind<>(type, make, null);
        COLLECTIONS.put(type.getName(), kind);
        return kind;
    }

    private static Kind<Map<@Nullable Object, @Nullable Object>> addMap(
            Class<?> type, IntFunction<? extends Map<?, ?>> make) {
        Kind<Map<@Nullable Object, @Nullable Object>> kind =
                new Kind<>(type, n -> anyMap(make.apply(n)), null);
        MAPS.put(type.getName(), kind);
        return kind;
    }

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> anyMap(Map<?, ?> map) {
        return (Map<@Nullable Object, @Nullable Object>) map;
    }

    /** {@code T} is what the lambda makes, so that the wrapper fits it. */
    @SuppressWarnings("unchecked")
    private static <T extends Collection<@Nullable Object>> void wrap(
            String name, Class<?> type, IntFunction<T> make, Function<T, Object> publish) {
        COLLECTIONS.put(
                "redub." + name,
                new Kind<>(
                        type,
                        (IntFunction<Collection<@Nullable Object>>) (IntFunction<?>) make,
                        (Function<Collection<@Nullable Object>, Object>) (Function<?, ?>) publish));
    }

    private static void sorted(String suffix, @Nullable Comparator<@Nullable Object> order) {
        if (order != null) {
            put("java.util.TreeSet" + suffix, TreeSet.class, n -> new TreeSet<>(order));
            put(
                    "java.util.concurrent.ConcurrentSkipListSet" + suffix,
                    ConcurrentSkipListSet.class,
                    n -> new ConcurrentSkipListSet<>(order));
            put(
                    "java.util.PriorityQueue" + suffix,
                    PriorityQueue.class,
                    n -> new PriorityQueue<>(order));
            put(
                    "java.util.concurrent.PriorityBlockingQueue" + suffix,
                    PriorityBlockingQueue.class,
                    n -> new PriorityBlockingQueue<>(11, order));
            MAPS.put(
                    "java.util.TreeMap" + suffix,
                    new Kind<>(TreeMap.class, n -> new TreeMap<>(order), null));
            MAPS.put(
                    "java.util.concurrent.ConcurrentSkipListMap" + suffix,
                    new Kind<>(
                            ConcurrentSkipListMap.class,
                            n -> new ConcurrentSkipListMap<>(order),
                            null));
        }
        wrap(
                "SortedSet" + suffix,
                NavigableSet.class,
                n -> new TreeSet<@Nullable Object>(order),
                c -> Collections.unmodifiableNavigableSet(c));
        wrap(
                "SynchronizedSortedSet" + suffix,
                NavigableSet.class,
                n -> new TreeSet<@Nullable Object>(order),
                c -> Collections.synchronizedNavigableSet(c));
        sortedMap("redub.SortedMap" + suffix, order, Collections::unmodifiableNavigableMap);
        sortedMap(
                "redub.SynchronizedSortedMap" + suffix,
                order,
                Collections::synchronizedNavigableMap);
    }

    private static void sortedMap(
            String name,
            @Nullable Comparator<@Nullable Object> order,
            Function<TreeMap<@Nullable Object, @Nullable Object>, Object> publish) {
        MAPS.put(name, asMap(new Kind<>(NavigableMap.class, n -> new TreeMap<>(order), publish)));
    }

    private static void put(
            String name, Class<?> type, IntFunction<Collection<@Nullable Object>> make) {
        COLLECTIONS.put(name, new Kind<>(type, make, null));
    }

    @SuppressWarnings("unchecked")
    private static Kind<Map<@Nullable Object, @Nullable Object>> asMap(Kind<?> kind) {
        return (Kind<Map<@Nullable Object, @Nullable Object>>) kind;
    }
}
