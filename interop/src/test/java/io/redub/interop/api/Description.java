package io.redub.interop.api;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what a value is, classes included, in words that two processes can compare. */
public final class Description {
    private Description() {}

    public static String of(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> entries = new TreeMap<>();
            map.forEach((key, item) -> entries.put(of(key), of(item)));
            return "Map" + entries;
        }
        if (value instanceof java.util.Set<?> set) {
            TreeSet<String> items = new TreeSet<>();
            set.forEach(item -> items.add(of(item)));
            return "Set" + items;
        }
        if (value instanceof Collection<?> items) {
            return "List" + items.stream().map(Description::of).toList();
        }
        if (value.getClass().isArray()) {
            StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                text.append(i == 0 ? "" : ", ").append(of(Array.get(value, i)));
            }
            return text.append(']').toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        if (value.getClass().getPackage() == Description.class.getPackage()) {
            return value.getClass().getSimpleName() + fields(value);
        }
        return value.getClass().getSimpleName() + ":" + value;
    }

    private static Map<String, String> fields(Object value) {
        Map<String, String> fields = new TreeMap<>();
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        fields.put(field.getName(), of(field.get(value)));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException("Cannot read " + field, e);
                    }
                }
            }
        }
        return fields;
    }
}
