package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the plain values of one generic call into what the method declares: maps into objects,
 * lists into sets or arrays, texts into enums. The declared type decides; the name under "class"
 * counts only if the service admits that class and it is a subclass of what is declared, and is
 * otherwise one more entry. No accessor is called, no class loaded. What occurs twice in the values
 * occurs twice in the result, cycles included. For one thread and one call.
 */
final class Realisation {
    /** Containers and objects within each other; more could overflow the stack of the thread. */
    static final int DEPTH = 500;

    private final AllowedTypes types;
    private final Admission admission;
    private final Map<Made, Object> made = new HashMap<>();
    private final int maxDepth;
    private int depth;
    private int elements;

    /** One source may be wanted as several types. */
    private record Made(Object source, Target target) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Made m && m.source == source && m.target.equals(target);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(source) * 31 + target.raw().hashCode();
        }
    }

    /** Stands for a record whose components are still being made. */
    private static final Object UNFINISHED = new Object();

    Realisation(AllowedTypes types) {
        this.types = types;
        this.admission = new Admission(types);
        this.maxDepth = Math.min(DEPTH, types.limits().depth());
    }

    /**
     * The value as {@code target}.
     *
     * @throws ConversionException if it does not fit
     */
    @Nullable Object value(@Nullable Object source, Target target) {
        Class<?> raw = target.raw();
        if (source == null) {
            return absent(raw);
        } else if (raw == Object.class) {
            return untyped(source);
        } else if (PlainValues.knows(raw)) {
            return PlainValues.convert(source, raw);
        } else if (raw == Class.class) {
            return classNamed(source);
        } else if (raw.isEnum()) {
            return constant(source, raw);
        } else if (raw == Optional.class) {
            Object inner = source instanceof Optional<?> o ? o.orElse(null) : source;
            return Optional.ofNullable(value(inner, target.argument(0)));
        } else if (raw.isArray()) {
            return array(source, target);
        } else if (!BeanPlan.isJdk(raw) && raw.isInstance(source)) {
            return source;
        } else if (raw == Iterable.class || Collection.class.isAssignableFrom(raw)) {
            return collection(source, target);
        } else if (Map.class.isAssignableFrom(raw)) {
            return source instanceof Map<?, ?> map ? map(map, target) : unfit(source, "a map");
        } else if (source instanceof Map<?, ?> map) {
            return object(map, target);
        }
        Object value = isContainer(source) ? untyped(source) : source;
        return raw.isInstance(value) ? value : unfit(source, "a value of " + raw.getName());
    }

    private static @Nullable Object absent(Class<?> raw) {
        if (raw.isPrimitive()) {
            throw new ConversionException("null (expected: a value of " + raw + ")");
        }
        return raw == Optional.class ? Optional.empty() : null;
    }

    /** Where nothing is declared, objects are made of maps that name an admitted class. */
    private @Nullable Object untyped(Object source) {
        if (source instanceof Map<?, ?> map) {
            Class<?> named = admission.named(map, Object.class);
            if (named != null) {
                return bean(map, Target.of(named));
            }
            return plain(map);
        } else if (source instanceof Collection<?> items) {
            Collection<@Nullable Object> into =
                    source instanceof Set<?> ? new LinkedHashSet<>() : new ArrayList<>();
            return fill(items, into, Target.ANY, Target.ANY);
        } else if (source instanceof Optional<?> optional) {
            return optional.map(inner -> value(inner, Target.ANY));
        }
        return source.getClass() == Object[].class
                ? array(source, Target.of(Object[].class))
                : source;
    }

    private Object plain(Map<?, ?> source) {
        return fill(source, Containers.like(source), Target.ANY, Target.ANY, Target.ANY);
    }

    private Object classNamed(Object source) {
        Class<?> found =
                source instanceof Class<?> c
                        ? c
                        : source instanceof String s ? types.find(s) : null;
        return found != null
                ? found
                : unfit(source, "the name of a class that " + types.owner() + " admits");
    }

    private static Object constant(Object source, Class<?> raw) {
        if (raw.isInstance(source)) {
            return source;
        }
        Object name = source instanceof Map<?, ?> map ? Admission.entry(map, "name") : source;
        Object[] constants = raw.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        String names =
                Arrays.stream(constants)
                        .limit(20)
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", "));
        return unfit(source, "one of " + names + (constants.length > 20 ? ", …" : ""));
    }

    private Object array(Object source, Target target) {
        Class<?> component = target.raw().getComponentType();
        if (component == char.class && source instanceof String s) {
            return s.toCharArray();
        }
        boolean isArray = source.getClass().isArray();
        if (isArray && component.isPrimitive() && target.raw().isInstance(source)) {
            return source;
        } else if (!isArray && !(source instanceof Collection<?>)) {
            return unfit(source, "a list");
        }
        Made key = new Made(source, target);
        Object known = made.get(key);
        if (known != null) {
            return known;
        }
        List<@Nullable Object> items = items(source);
        Object result = Array.newInstance(component, items.size());
        made.put(key, result);
        enter();
        for (int i = 0; i < items.size(); i++) {
            Array.set(result, i, element(items.get(i), target.argument(0), i));
        }
        depth--;
        return result;
    }

    private static List<@Nullable Object> items(Object source) {
        if (source instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        } else if (source instanceof Object[] array) {
            return Arrays.asList(array);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(source); i++) {
            items.add(Array.get(source, i));
        }
        return items;
    }

    private Object collection(Object source, Target target) {
        if (!(source instanceof Collection<?>) && !source.getClass().isArray()) {
            return unfit(source, "a list");
        }
        Target element =
                target.raw() == Iterable.class
                        ? target.argument(0)
                        : target.argumentOf(Collection.class, 0);
        Collection<@Nullable Object> into = Containers.collection(target.raw(), element.raw());
        return fill(items(source), source, into != null ? into : own(target), element, target);
    }

    private Object map(Map<?, ?> source, Target target) {
        Target key = target.argumentOf(Map.class, 0);
        Target value = target.argumentOf(Map.class, 1);
        Map<@Nullable Object, @Nullable Object> into = Containers.map(target.raw(), key.raw());
        return fill(source, into != null ? into : own(target), key, value, target);
    }

    /** A collection or map class of the user's. */
    @SuppressWarnings("unchecked")
    private <T> T own(Target target) {
        if (!admission.admits(target.raw())) {
            throw new ConversionException(
                    target.raw().getName() + " cannot be made; declare its interface instead");
        }
        return (T) BeanPlan.of(target.raw()).create();
    }

    private Object fill(
            Collection<?> source,
            Collection<@Nullable Object> into,
            Target element,
            Target target) {
        return fill(items(source), source, into, element, target);
    }

    private Object fill(
            List<@Nullable Object> items,
            Object source,
            Collection<@Nullable Object> into,
            Target element,
            Target target) {
        Object known = made.putIfAbsent(new Made(source, target), into);
        if (known != null) {
            return known;
        }
        enter();
        for (int i = 0; i < items.size(); i++) {
            Object item = element(items.get(i), element, i);
            if (into instanceof Set<?>) {
                demandHashable(item);
            }
            try {
                into.add(item);
            } catch (RuntimeException e) {
                throw refused(into, e).inElement(i);
            }
        }
        depth--;
        return into;
    }

    private Object fill(
            Map<?, ?> source,
            Map<@Nullable Object, @Nullable Object> into,
            Target key,
            Target value,
            Target target) {
        Object known = made.putIfAbsent(new Made(source, target), into);
        if (known != null) {
            return known;
        }
        enter();
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            count();
            try {
                Object k = value(entry.getKey(), key);
                demandHashable(k);
                Object v = value(entry.getValue(), value);
                into.put(k, v);
            } catch (ConversionException e) {
                throw e.inEntry(entry.getKey());
            } catch (RuntimeException e) {
                throw refused(into, e).inEntry(entry.getKey());
            }
        }
        depth--;
        return into;
    }

    private static void demandHashable(@Nullable Object key) {
        if (!Containers.isHashable(key)) {
            throw new ConversionException("a key of too many parts, or one that contains itself");
        }
    }

    private static ConversionException refused(Object container, RuntimeException e) {
        return new ConversionException(
                container.getClass().getName() + " does not take it: " + e.getClass().getName());
    }

    private @Nullable Object element(@Nullable Object item, Target target, int index) {
        count();
        try {
            return value(item, target);
        } catch (ConversionException e) {
            throw e.inElement(index);
        }
    }

    private Object object(Map<?, ?> source, Target target) {
        Class<?> named = admission.named(source, target.raw());
        if (named != null) {
            return bean(source, target.narrowed(named));
        } else if (admission.admits(target.raw())) {
            return bean(source, target);
        } else if (target.raw().isInstance(source)) {
            return plain(source);
        }
        return unfit(
                source,
                "a map whose \"class\" names an implementation of "
                        + target.raw().getName()
                        + " that "
                        + types.owner()
                        + " admits");
    }

    private Object bean(Map<?, ?> source, Target target) {
        Made key = new Made(source, target);
        Object known = made.get(key);
        if (known == UNFINISHED) {
            throw new ConversionException(
                    "a cycle (expected: none through a record, here "
                            + target.raw().getName()
                            + ")");
        } else if (known != null) {
            return known;
        }
        BeanPlan plan = BeanPlan.of(target.raw());
        enter();
        Object bean;
        if (target.raw().isRecord()) {
            made.put(key, UNFINISHED);
            @Nullable Object[] components = plan.defaults();
            for (Map.Entry<?, ?> entry : source.entrySet()) {
                BeanPlan.Member member = member(plan, entry.getKey());
                if (member != null && !isMissing(entry.getValue(), member)) {
                    components[member.index()] = member(entry.getValue(), member, target);
                }
            }
            bean = plan.create(components);
            made.put(key, bean);
        } else {
            bean = plan.create();
            made.put(key, bean);
            for (Map.Entry<?, ?> entry : source.entrySet()) {
                BeanPlan.Member member = member(plan, entry.getKey());
                if (member != null && !isMissing(entry.getValue(), member)) {
                    plan.set(bean, member, member(entry.getValue(), member, target));
                }
            }
        }
        depth--;
        return bean;
    }

    private static BeanPlan.@Nullable Member member(BeanPlan plan, @Nullable Object key) {
        return key instanceof String name ? plan.member(name) : null;
    }

    private static boolean isMissing(@Nullable Object value, BeanPlan.Member member) {
        return value == null && member.isPrimitive();
    }

    private @Nullable Object member(@Nullable Object source, BeanPlan.Member member, Target owner) {
        count();
        try {
            return value(source, member.target(owner));
        } catch (ConversionException e) {
            throw e.inField(member.name());
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Optional<?>
                || value.getClass() == Object[].class;
    }

    private void enter() {
        if (++depth > maxDepth) {
            throw new ConversionException("nested too deep (expected: at most " + maxDepth + ")");
        }
    }

    private void count() {
        if (++elements > types.limits().elements()) {
            throw new ConversionException(
                    "too many elements (expected: at most " + types.limits().elements() + ")");
        }
    }

    private static Object unfit(Object value, String expected) {
        throw PlainValues.unfit(value, expected);
    }
}
