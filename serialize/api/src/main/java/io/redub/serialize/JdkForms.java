package io.redub.serialize;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes in which the JDK writes the plain types that every service admits: superclasses,
 * stand-ins and the locks of its collections. They hold values and do nothing when they are read.
 */
public final class JdkForms {
    private static final Map<String, Class<?>> ALL = new HashMap<>();

    private static final String NAMES =
            """
            java.lang: Enum Number String$CaseInsensitiveComparator
            java.time: Ser
            java.util: Arrays$ArrayList CollSer EnumSet$SerializationProxy SimpleTimeZone
            java.util: Collections$EmptyList Collections$EmptyMap Collections$EmptySet
            java.util: Collections$SingletonList Collections$SingletonMap Collections$SingletonSet
            java.util: Collections$UnmodifiableCollection Collections$UnmodifiableList
            java.util: Collections$UnmodifiableRandomAccessList Collections$UnmodifiableSet
            java.util: Collections$UnmodifiableMap
            java.util: Collections$UnmodifiableMap$UnmodifiableEntrySet
            java.util: Collections$UnmodifiableSortedMap Collections$UnmodifiableSortedSet
            java.util: Collections$SynchronizedCollection Collections$SynchronizedList
            java.util: Collections$SynchronizedRandomAccessList Collections$SynchronizedSet
            java.util: Collections$SynchronizedMap Collections$SynchronizedSortedMap
            java.util: Collections$SynchronizedSortedSet Collections$SetFromMap
            java.util: Collections$ReverseComparator
            java.util.concurrent: ConcurrentHashMap$Segment ArrayBlockingQueue
            java.util.concurrent.atomic: LongAdder$SerializationProxy
            java.util.concurrent.atomic: DoubleAdder$SerializationProxy
            java.util.concurrent.locks: AbstractOwnableSynchronizer AbstractQueuedSynchronizer
            java.util.concurrent.locks: AbstractQueuedSynchronizer$ConditionObject ReentrantLock
            java.util.concurrent.locks: ReentrantLock$NonfairSync ReentrantLock$Sync
            sun.util.calendar: ZoneInfo
            """;

    static {
        for (String line : NAMES.lines().toList()) {
            int colon = line.indexOf(':');
            for (String name : line.substring(colon + 1).strip().split(" +", -1)) {
                add(line.substring(0, colon) + "." + name);
            }
        }
    }

    private JdkForms() {}

    private static void add(String name) {
        try {
            ALL.put(name, Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
        } catch (ClassNotFoundException e) {
            ALL.remove(name);
        }
    }

    /** The class of this name if it is one of them, else null. */
    public static @Nullable Class<?> find(String name) {
        return ALL.get(name);
    }
}
