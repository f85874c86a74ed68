package io.redub.extension;

import io.redub.extension.Catalogue.Failure;
import io.redub.extension.Catalogue.Member;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds, creates and keeps the extensions of one extension point, an interface annotated {@link
 * SPI}.
 *
 * <p>Extensions are declared in files named after the interface, under {@code
 * META-INF/redub/internal} (Redub's own), {@code META-INF/redub}, {@code META-INF/dubbo} and {@code
 * META-INF/services}; a name in a later directory replaces the same name of an earlier one. Files
 * are looked for through the interface's class loader and the context class loader of the thread
 * that first asks for this point. They are read once, at the first question.
 *
 * <p>There is one instance of a class for a loader, made when it is first asked for: its setters
 * are given what {@link ExtensionInjector}s and adaptive extensions there are, and wrappers are put
 * around it.
 *
 * <p>Thread-safe. What exists is read without a lock. Everything is created under one lock for all
 * extension points, as extensions that need each other from two threads would otherwise wait for
 * each other; a constructor or setter must therefore not wait for another thread that asks for an
 * extension.
 *
 * @param <T> the extension point
 */
public final class ExtensionLoader<T> {
    private static final Object LOCK = new Object();

    /** All loaders that may hold instances; weak, as a loader lives as long as its interface. */
    private static final Set<ExtensionLoader<?>> ALL =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static final ClassValue<ExtensionLoader<?>> LOADERS =
            new ClassValue<>() {
                @Override
                protected ExtensionLoader<?> computeValue(Class<?> type) {
                    return new ExtensionLoader<>(type, classLoaders(type));
                }
            };

    private final Class<T> type;
    private final @Nullable String defaultName;
    private final List<ClassLoader> classLoaders;
    private volatile @Nullable Catalogue<T> catalogue;
    private volatile @Nullable T adaptive;
    private final Map<String, T> byName = new ConcurrentHashMap<>();
    private final Instances<T> instances = new Instances<>();

    ExtensionLoader(Class<T> type, List<ClassLoader> classLoaders) {
        SPI spi = type.getAnnotation(SPI.class);
        if (!type.isInterface() || spi == null) {
            throw new IllegalArgumentException(
                    type + " is no extension point (expected: an interface annotated @SPI)");
        }
        this.type = type;
        this.defaultName = spi.value().isBlank() ? null : spi.value().trim();
        this.classLoaders = List.copyOf(classLoaders);
        ALL.add(this);
    }

    /**
     * The loader of an extension point, always the same one.
     *
     * @throws IllegalArgumentException if the type is not an interface annotated {@link SPI}
     */
    @SuppressWarnings("unchecked") // computeValue makes the loader of this very class
    public static <T> ExtensionLoader<T> getExtensionLoader(Class<T> type) {
        return (ExtensionLoader<T>) LOADERS.get(type);
    }

    /**
     * Closes every extension that is {@link AutoCloseable}, the youngest first, and forgets all
     * instances: who asks again gets new ones. Wrappers are closed before what they wrap, so {@code
     * close} must bear being called twice where a wrapper passes it on.
     *
     * @throws IllegalStateException after all were closed, with every failure suppressed in it
     */
    public static void closeAll() {
        List<Instances.Closeable> all = new ArrayList<>();
        synchronized (LOCK) {
            for (ExtensionLoader<?> loader : List.copyOf(ALL)) {
                loader.forget();
                loader.instances.drainTo(all);
            }
        }
        Instances.close(all);
    }

    public Class<T> getType() {
        return type;
    }

    /** The name in {@link SPI}; null if there is none. */
    public @Nullable String getDefaultExtensionName() {
        return defaultName;
    }

    /**
     * The extension of this name, wrapped; {@code true} means the default one, as in {@code
     * cache=true}.
     *
     * @throws IllegalStateException if there is none, or it cannot be created; the message says
     *     which names there are and where they were declared
     */
    public T getExtension(String name) {
        T extension = byName.get(name);
        if (extension != null) {
            return extension;
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "name: '"
                            + name
                            + "' (expected: one of "
                            + getSupportedExtensions().keySet()
                            + ", extensions of "
                            + type.getName()
                            + ")");
        }
        Member<T> member = catalogue().extensions.get(name);
        if (member == null) {
            if (name.equals("true")) {
                return getDefaultExtension();
            }
            throw unknown(name);
        }
        synchronized (LOCK) {
            extension = byName.get(name);
            if (extension == null) {
                extension = instances.wrapped(member, catalogue().wrappersOf(name));
                byName.put(name, extension);
            }
            return extension;
        }
    }

    /**
     * The extension {@link SPI} names.
     *
     * @throws IllegalStateException if it names none, or as {@link #getExtension}
     */
    public T getDefaultExtension() {
        if (defaultName == null) {
            throw new IllegalStateException(
                    "@SPI of "
                            + type.getName()
                            + " names no default extension; known are "
                            + getSupportedExtensions().keySet());
        }
        return getExtension(defaultName);
    }

    /**
     * The extension that chooses another one at each call: the class annotated {@link Adaptive}, or
     * one generated from the methods so annotated. Its other methods throw {@link
     * UnsupportedOperationException}, default methods among them. Not wrapped.
     *
     * @throws IllegalStateException if there are several such classes, or neither class nor method
     */
    public T getAdaptiveExtension() {
        T existing = adaptive;
        if (existing != null) {
            return existing;
        }
        List<Member<T>> classes = catalogue().adaptive;
        if (classes.size() > 1) {
            throw new IllegalStateException(
                    type.getName()
                            + " has more than one adaptive class: "
                            + classes.stream().map(Member::declaration).toList());
        }
        if (!hasAdaptiveExtension()) {
            throw new IllegalStateException(
                    type.getName()
                            + " has no adaptive extension (expected: a class annotated"
                            + " @Adaptive among its extensions, or a method so annotated)");
        }
        synchronized (LOCK) {
            existing = adaptive;
            if (existing == null) {
                existing =
                        classes.isEmpty()
                                ? AdaptiveClass.instantiate(type, this)
                                : instances.create(classes.get(0));
                adaptive = existing;
            }
            return existing;
        }
    }

    /** Whether {@link #getAdaptiveExtension} has something to give or to be made from. */
    public boolean hasAdaptiveExtension() {
        return !catalogue().adaptive.isEmpty() || AdaptiveClass.isPossible(type);
    }

    /**
     * The extensions that take part for this URL, in their order, with those named in the URL's
     * parameter {@code key}, separated by commas.
     *
     * @see #getActivateExtensions(URL, List, String)
     */
    public List<T> getActivateExtensions(URL url, String key, @Nullable String group) {
        String names = url.getParameter(key);
        return getActivateExtensions(
                url, names == null ? List.of() : List.of(names.split(",")), group);
    }

    /**
     * The extensions whose {@link Activate} holds for this URL and group, by order, then name;
     * after them those named. A name {@code default} moves the former to its own place among the
     * named, {@code -name} leaves one out, {@code -default} all that are not named.
     *
     * @param group null or empty: any
     * @throws IllegalStateException as {@link #getExtension}
     */
    public List<T> getActivateExtensions(URL url, List<String> names, @Nullable String group) {
        Set<T> extensions = new LinkedHashSet<>();
        for (String name : Activation.names(catalogue().activated, url, names, group)) {
            extensions.add(getExtension(name));
        }
        return List.copyOf(extensions);
    }

    /** Whether {@link #getExtension} knows the name and its class could be loaded. */
    public boolean hasExtension(String name) {
        return catalogue().extensions.containsKey(name);
    }

    /** The names {@link #getExtension} knows, and where each was declared. */
    public SortedMap<String, Declaration> getSupportedExtensions() {
        SortedMap<String, Declaration> all = new TreeMap<>();
        catalogue().extensions.forEach((name, member) -> all.put(name, member.declaration()));
        return Collections.unmodifiableSortedMap(all);
    }

    /** The names that were asked for and whose instances exist. */
    public SortedSet<String> getLoadedExtensions() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
    }

    /** One instance of every class, by {@link Activate#order()}, then name. */
    List<T> getAllExtensions() {
        return catalogue().extensions.values().stream()
                .sorted(Comparator.comparingInt(m -> Catalogue.activateOrder(m.type())))
                .map(member -> getExtension(member.name()))
                .distinct()
                .toList();
    }

    private static List<ClassLoader> classLoaders(Class<?> type) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        Optional.ofNullable(type.getClassLoader()).ifPresent(loaders::add);
        Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
        return List.copyOf(loaders);
    }

    private Catalogue<T> catalogue() {
        Catalogue<T> existing = catalogue;
        if (existing == null) {
            synchronized (LOCK) {
                existing = catalogue;
                if (existing == null) {
                    existing = Catalogue.of(type, Declarations.find(type, classLoaders));
                    catalogue = existing;
                }
            }
        }
        return existing;
    }

    private void forget() {
        byName.clear();
        Catalogue<T> known = catalogue;
        // A generated one is kept: it has no state, and its class could never be unloaded alone.
        if (known != null && !known.adaptive.isEmpty()) {
            adaptive = null;
        }
    }

    private IllegalStateException unknown(String name) {
        Catalogue<T> known = catalogue();
        Failure failure = known.failures.get(name);
        if (failure != null) {
            return new IllegalStateException(
                    "Extension "
                            + failure.declaration()
                            + " of "
                            + type.getName()
                            + " cannot be loaded: "
                            + failure.cause(),
                    failure.cause());
        }
        return UnknownName.of(name, known, type);
    }
}
