package io.redub.protocol;

import io.redub.serialize.ReadLimits;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the result of one generic call into values that a caller without the service's classes can
 * read, in the form Dubbo gives them: an object becomes a map of its values with the name of its
 * class under "class", an enum its name, a local date or time its text, a class its name. Other
 * values of the JDK stay what they are. For one thread and one call.
 */
final class Generalisation {
    private final int maxDepth;
    private final int maxElements;
    private final Map<Object, Object> made = new IdentityHashMap<>();
    private int depth;
    private int elements;

    Generalisation(ReadLimits limits) {
        this.maxDepth = Math.min(Realisation.DEPTH, limits.depth());
        this.maxElements = limits.elements();
    }

    /**
     * The value in its general form.
     *
     * @throws ConversionException if it is nested too deep, too big, or its fields are closed
     */
    @Nullable Object value(@Nullable Object source) {
        if (source == null || isPlain(source)) {
            return source;
        } else if (source instanceof Enum<?> e) {
            return e.name();
        } else if (source instanceof Class<?> c) {
            return c.getName();
        } else if (source instanceof LocalDate
                || source instanceof LocalTime
                || source instanceof LocalDateTime) {
            return source.toString();
        }
        Object known = made.get(source);
        if (known != null) {
            return known;
        }
        if (++depth > maxDepth) {
            throw new ConversionException("nested too deep (expected: at most " + maxDepth + ")");
        }
        Object result = structured(source);
        depth--;
        return result;
    }

    private static boolean isPlain(Object source) {
        return source instanceof String
                || source instanceof Boolean
                || source instanceof Character
                || (source instanceof Number && BeanPlan.isJdk(source.getClass()))
                || source instanceof Date;
    }

    private Object structured(Object source) {
        if (source instanceof Object[] array) {
            return array(array);
        } else if (source instanceof Set<?> set) {
            return set(set);
        } else if (source instanceof Collection<?> collection) {
            List<@Nullable Object> items = new ArrayList<>(collection.size());
            made.put(source, items);
            addAll(collection, items);
            return items;
        } else if (source instanceof Map<?, ?> map) {
            return map(map);
        } else if (source instanceof Optional<?> optional) {
            return optional.map(this::value);
        } else if (source instanceof Throwable thrown) {
            return throwable(thrown);
        }
        return BeanPlan.isJdk(source.getClass()) ? source : bean(source);
    }

    /** Arrays of plain values stay; enums become texts, as a peer lacks the class of the array. */
    private Object array(Object[] source) {
        Class<?> component = source.getClass().getComponentType();
        Class<?> innermost = component;
        while (innermost.isArray()) {
            innermost = innermost.getComponentType();
        }
        if (innermost.isPrimitive()
                || innermost == String.class
                || innermost == Boolean.class
                || innermost == Character.class
                || (Number.class.isAssignableFrom(innermost) && BeanPlan.isJdk(innermost))
                || Date.class.isAssignableFrom(innermost)) {
            return source;
        }
        boolean named = component.isEnum() || component == Class.class;
        @Nullable Object[] result = named ? new String[source.length] : new Object[source.length];
        made.put(source, result);
        for (int i = 0; i < source.length; i++) {
            result[i] = element(source[i], i);
        }
        return result;
    }

    /**
     * A set of the general forms, or a list where they cannot be a set: objects without {@code
     * equals} of their own may look the same, and none must be lost. It is made after its members,
     * so a set that is part of itself is made twice.
     */
    private Object set(Set<?> source) {
        List<@Nullable Object> items = new ArrayList<>(source.size());
        addAll(source, items);
        for (Object item : items) {
            if (!Containers.isHashable(item)) {
                return remember(source, items);
            }
        }
        Set<@Nullable Object> result = new LinkedHashSet<>(items);
        return remember(source, result.size() == items.size() ? result : items);
    }

    private Object remember(Object source, Object result) {
        made.put(source, result);
        return result;
    }

    private void addAll(Collection<?> source, List<@Nullable Object> into) {
        int index = 0;
        for (Object item : source) {
            into.add(element(item, index++));
        }
    }

    private @Nullable Object element(@Nullable Object item, int index) {
        count();
        try {
            return value(item);
        } catch (ConversionException e) {
            throw e.inElement(index);
        }
    }

    private Object map(Map<?, ?> source) {
        Map<@Nullable Object, @Nullable Object> result = Containers.like(source);
        made.put(source, result);
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            count();
            try {
                Object key = value(entry.getKey());
                if (!Containers.isHashable(key)) {
                    throw new ConversionException("a key of too many parts");
                } else if (result.containsKey(key)) {
                    throw new ConversionException("a second key with these values");
                }
                result.put(key, value(entry.getValue()));
            } catch (ConversionException e) {
                throw e.inEntry(entry.getKey());
            }
        }
        return result;
    }

    private Object throwable(Throwable source) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        made.put(source, result);
        result.put("class", source.getClass().getName());
        result.put("message", source.getMessage());
        result.put("cause", value(source.getCause()));
        return result;
    }

    private Object bean(Object source) {
        BeanPlan plan = BeanPlan.of(source.getClass());
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        made.put(source, result);
        result.put("class", source.getClass().getName());
        for (BeanPlan.Member member : plan.members()) {
            count();
            try {
                result.put(member.name(), value(plan.get(source, member)));
            } catch (ConversionException e) {
                throw e.inField(member.name());
            }
        }
        return result;
    }

    private void count() {
        if (++elements > maxElements) {
            throw new ConversionException(
                    "too many elements (expected: at most " + maxElements + ")");
        }
    }
}
