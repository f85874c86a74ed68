package io.redub.registry;

import io.redub.url.URL;
import java.util.List;

/**
 * Is told who is in a category. Calls for one subscription never overlap and come in order; a burst
 * of changes may arrive as its last list only. It may block for a while, say to open connections:
 * each subscription has a turn of its own.
 */
@FunctionalInterface
public interface NotifyListener {
    /**
     * @param category {@code providers}, {@code configurators}, {@code routers} or {@code
     *     consumers}
     * @param urls everything in this category that the subscription accepts, never a part of it;
     *     empty: nobody is left
     */
    void notify(String category, List<URL> urls);
}
