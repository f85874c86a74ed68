package io.redub.serialize.json;

import io.redub.serialize.SerializationException;
import java.lang.reflect.Modifier;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Under which class a value of undeclared type is written: its own, or for those that the JDK hides
 * one that is equal.
 */
final class WireClasses {
    private WireClasses() {}

    static Class<?> of(Object value) {
        Class<?> type = value.getClass();
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass();
        }
        if (!isJdk(type)) {
            return type;
        }
        if (value instanceof EnumMap) {
            throw refused(type, "declare the type of its keys, or send a map with keys of text");
        }
        if (value instanceof EnumSet) {
            throw refused(type, "declare the type of its constants, or send a LinkedHashSet");
        }
        if (value instanceof SortedSet<?> set && set.comparator() != null
                || value instanceof SortedMap<?, ?> map && map.comparator() != null) {
            throw refused(type, "its order is by a comparator, which does not cross; send a list");
        }
        if (value instanceof TimeZone) {
            return TimeZone.class;
        }
        return Modifier.isPublic(type.getModifiers()) && type.getName().startsWith("java.")
                ? type
                : ofHidden(value, type);
    }

    private static Class<?> ofHidden(Object value, Class<?> type) {
        if (value instanceof List) {
            return ArrayList.class;
        }
        if (value instanceof Set) {
            return value instanceof SortedSet ? TreeSet.class : LinkedHashSet.class;
        }
        if (value instanceof Collection) {
            return ArrayList.class;
        }
        if (value instanceof Map) {
            return value instanceof SortedMap ? TreeMap.class : LinkedHashMap.class;
        }
        if (value instanceof ZoneId && !(value instanceof ZoneOffset)) {
            return ZoneId.class;
        }
        throw refused(type, "declare it, or send a value of a public class");
    }

    private static boolean isJdk(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.") || name.startsWith("sun.") || name.startsWith("jdk.");
    }

    private static SerializationException refused(Class<?> type, String instead) {
        return new SerializationException(
                "a %s where its class is not declared: %s".formatted(type.getName(), instead));
    }
}
