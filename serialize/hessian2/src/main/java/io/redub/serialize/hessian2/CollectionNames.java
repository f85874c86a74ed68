package io.redub.serialize.hessian2;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Under which type name a collection or map is written. What Dubbo's readers would build wrongly
 * goes under the nearest name they build rightly; towards Redub, wrappers have names of their own.
 */
final class CollectionNames {
    /** Follows a type name where a comparator or an enum must be known to build the container. */
    static final char OF = '>';

    static final String REVERSED = "reversed";
    static final String IGNORING_CASE = "ignoring-case";

    private static final String COLLECTIONS = "java.util.Collections$";

    /** Wrappers of the JDK, by a part of their private class name, and what Redub calls them. */
    private static final Map<String, String> WRAPPERS = new LinkedHashMap<>();

    static {
        WRAPPERS.put("java.util.Arrays$ArrayList", "redub.FixedList");
        WRAPPERS.put("java.util.ImmutableCollections$List", "redub.List");
        WRAPPERS.put("java.util.ImmutableCollections$SubList", "redub.List");
        WRAPPERS.put("java.util.ImmutableCollections$Set", "redub.Set");
        WRAPPERS.put("java.util.ImmutableCollections$Map", "redub.Map");
        WRAPPERS.put(COLLECTIONS + "EmptyList", "redub.List");
        WRAPPERS.put(COLLECTIONS + "EmptySet", "redub.Set");
        WRAPPERS.put(COLLECTIONS + "EmptyMap", "redub.Map");
        WRAPPERS.put(COLLECTIONS + "SingletonList", "redub.List");
        WRAPPERS.put(COLLECTIONS + "SingletonSet", "redub.Set");
        WRAPPERS.put(COLLECTIONS + "SingletonMap", "redub.Map");
        WRAPPERS.put(COLLECTIONS + "CopiesList", "redub.List");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableRandomAccessList", "redub.List");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableList", "redub.List");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSet", "redub.Set");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableMap", "redub.Map");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableCollection", "redub.Collection");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSortedSet", "redub.SortedSet");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableNavigableSet", "redub.SortedSet");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSortedMap", "redub.SortedMap");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableNavigableMap", "redub.SortedMap");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableNavigableSet$EmptyNavigableSet", "redub.SortedSet");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableNavigableMap$EmptyNavigableMap", "redub.SortedMap");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSequencedCollection", "redub.Collection");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSequencedSet", "redub.Set");
        WRAPPERS.put(COLLECTIONS + "UnmodifiableSequencedMap", "redub.Map");
        WRAPPERS.put(COLLECTIONS + "SynchronizedRandomAccessList", "redub.SynchronizedList");
        WRAPPERS.put(COLLECTIONS + "SynchronizedList", "redub.SynchronizedList");
        WRAPPERS.put(COLLECTIONS + "SynchronizedSet", "redub.SynchronizedSet");
        WRAPPERS.put(COLLECTIONS + "SynchronizedMap", "redub.SynchronizedMap");
        WRAPPERS.put(COLLECTIONS + "SynchronizedCollection", "redub.SynchronizedCollection");
        WRAPPERS.put(COLLECTIONS + "SynchronizedSortedSet", "redub.SynchronizedSortedSet");
        WRAPPERS.put(COLLECTIONS + "SynchronizedNavigableSet", "redub.SynchronizedSortedSet");
        WRAPPERS.put(COLLECTIONS + "SynchronizedSortedMap", "redub.SynchronizedSortedMap");
        WRAPPERS.put(COLLECTIONS + "SynchronizedNavigableMap", "redub.SynchronizedSortedMap");
        WRAPPERS.put(ConcurrentHashMap.KeySetView.class.getName(), "redub.ConcurrentSet");
    }

    /** Names made as they occur: one per container type and enum or comparator. */
    private static final Map<String, WireName> NAMES = new ConcurrentHashMap<>();

    private CollectionNames() {}

    /** Null is the untyped list, which every reader makes an ArrayList. */
    static @Nullable WireName ofCollection(Class<?> type, boolean redub) {
        if (type == ArrayList.class) {
            return null;
        }
        if (isConstructible(type)) {
            return name(type.getName());
        }
        String wrapper = redub ? wrapper(type) : dubboList(type);
        if (wrapper != null) {
            return name(wrapper);
        }
        if (SortedSet.class.isAssignableFrom(type)) {
            return name("java.util.TreeSet");
        }
        if (Set.class.isAssignableFrom(type)) {
            return name(
                    type.getName().startsWith("java.util.ImmutableCollections")
                            ? "java.util.HashSet"
                            : "java.util.LinkedHashSet");
        }
        return null;
    }

    /** Null is the untyped map, which every reader makes a HashMap. */
    static @Nullable WireName ofMap(Class<?> type, boolean redub) {
        if (type == HashMap.class) {
            return null;
        }
        if (isConstructible(type) || type == EnumMap.class) {
            return name(type.getName());
        }
        String wrapper = redub ? wrapper(type) : null;
        if (wrapper != null) {
            return name(wrapper);
        }
        if (SortedMap.class.isAssignableFrom(type)) {
            return name("java.util.TreeMap");
        }
        String own = type.getName();
        if (own.startsWith("java.util.ImmutableCollections")) {
            return null;
        }
        boolean single = own.equals(COLLECTIONS + "EmptyMap") || own.endsWith("SingletonMap");
        return name(single ? own : "java.util.LinkedHashMap");
    }

    /**
     * What Caucho's reader is told to make of it: the class itself, if it has a public constructor
     * for that; else one that has all interfaces by which the JDK's views and wrappers go.
     */
    static Class<?> madeByCaucho(Class<?> type) {
        boolean known = Jdk.has(type) && Containers.isKnown(type.getName());
        if (known || !Jdk.has(type) && isPublic(type)) {
            return type;
        }
        if (Map.class.isAssignableFrom(type)) {
            boolean concurrent = ConcurrentMap.class.isAssignableFrom(type);
            return SortedMap.class.isAssignableFrom(type)
                    ? concurrent ? ConcurrentSkipListMap.class : TreeMap.class
                    : concurrent ? ConcurrentHashMap.class : LinkedHashMap.class;
        }
        if (Set.class.isAssignableFrom(type)) {
            return SortedSet.class.isAssignableFrom(type) ? TreeSet.class : LinkedHashSet.class;
        }
        return Queue.class.isAssignableFrom(type) ? LinkedList.class : ArrayList.class;
    }

    private static boolean isPublic(Class<?> type) {
        boolean found = false;
        for (Constructor<?> each : type.getConstructors()) {
            found |= each.getParameterCount() == 0;
        }
        return found && Modifier.isPublic(type.getModifiers());
    }

    /** Lists of the JDK that Dubbo writes under their private names, and all its readers know. */
    private static @Nullable String dubboList(Class<?> type) {
        String own = type.getName();
        if (own.equals("java.util.Arrays$ArrayList")) {
            return own;
        }
        if (!own.startsWith(COLLECTIONS) || !List.class.isAssignableFrom(type)) {
            return null;
        }
        return own.replace("RandomAccessList", "List");
    }

    private static @Nullable String wrapper(Class<?> type) {
        String own = type.getName();
        for (Map.Entry<String, String> each : WRAPPERS.entrySet()) {
            boolean family = each.getKey().startsWith("java.util.ImmutableCollections");
            if (family ? own.startsWith(each.getKey()) : own.equals(each.getKey())) {
                return each.getValue();
            }
        }
        return null;
    }

    /** Whether a reader finds the class by its name and can make an empty one. */
    private static boolean isConstructible(Class<?> type) {
        if (Jdk.has(type)) {
            return Containers.isKnown(type.getName());
        }
        if (type.isAnonymousClass() || type.isLocalClass() || type.isHidden()) {
            return false;
        }
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (each.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    /** A class of the JDK, not a view, that the receiver would find replaced by another. */
    static boolean isForeign(Class<?> type) {
        return Jdk.has(type)
                && Modifier.isPublic(type.getModifiers())
                && !Containers.isKnown(type.getName())
                && type != EnumMap.class
                && type != ConcurrentHashMap.KeySetView.class;
    }

    /** Whether nothing about the container depends on more than its class and content. */
    static boolean isPlain(Class<?> type) {
        return Jdk.has(type)
                && !SortedSet.class.isAssignableFrom(type)
                && !SortedMap.class.isAssignableFrom(type)
                && type != EnumMap.class
                && type != Properties.class
                && type != PriorityQueue.class
                && type != PriorityBlockingQueue.class;
    }

    /** The name for this very container, or a refusal. */
    static @Nullable WireName checked(
            ValueWriter out, Object container, Class<?> type, @Nullable WireName name) {
        if (container instanceof EnumMap<?, ?> map) {
            return out.redub() && !map.isEmpty() ? enumMap(map) : name;
        }
        if (container instanceof Properties own && hasDefaults(own)) {
            throw out.refused(type, "its defaults are no entries of its own; add them to it");
        }
        Field payload = payload(type);
        if (payload != null) {
            throw out.refused(
                    type,
                    "a collection or map travels as its content, without its field %s; send an object that holds both"
                            .formatted(payload.getName()));
        }
        Comparator<?> order = comparator(container);
        if (order == null || order.equals(Comparator.naturalOrder()) || name == null) {
            return name;
        }
        String known =
                order.equals(Collections.reverseOrder())
                        ? REVERSED
                        : order == String.CASE_INSENSITIVE_ORDER ? IGNORING_CASE : null;
        if (known == null || !out.redub()) {
            throw out.refused(
                    type,
                    "its comparator does not travel; send a LinkedHash copy, or natural order");
        }
        return name(name.name + OF + known);
    }

    private static boolean hasDefaults(Properties properties) {
        return !properties.keySet().containsAll(properties.stringPropertyNames());
    }

    private static WireName enumMap(EnumMap<?, ?> map) {
        Enum<?> first = map.keySet().iterator().next();
        return name("java.util.EnumMap" + OF + first.getDeclaringClass().getName());
    }

    private static @Nullable Comparator<?> comparator(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        } else if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        } else if (container instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        } else if (container instanceof PriorityBlockingQueue<?> queue) {
            return queue.comparator();
        }
        return null;
    }

    /**
     * A field that a user's class adds to a complete container of the JDK; storage does not count.
     */
    private static @Nullable Field payload(Class<?> type) {
        Field found = null;
        Class<?> c = type;
        for (; c != null && !Jdk.has(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.isSynthetic()) {
                    found = field;
                }
            }
        }
        boolean complete =
                c != null
                        && !Modifier.isAbstract(c.getModifiers())
                        && (Collection.class.isAssignableFrom(c) || Map.class.isAssignableFrom(c));
        return complete ? found : null;
    }

    private static WireName name(String name) {
        return NAMES.computeIfAbsent(name, WireName::ofType);
    }
}
