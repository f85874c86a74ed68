package io.redub.extension;

import org.jspecify.annotations.Nullable;

/**
 * A source of objects for the setters of extensions, such as a container of beans. Asked for types
 * that are no extension points, in the order of {@link Activate#order()}, until one answers. Must
 * be thread-safe. Injectors themselves get nothing injected.
 */
@SPI
public interface ExtensionInjector {
    /**
     * The object for a setter, or null if there is none here.
     *
     * @param name the setter's name without {@code set}, its first letter in lower case
     */
    <T> @Nullable T getInstance(Class<T> type, String name);
}
