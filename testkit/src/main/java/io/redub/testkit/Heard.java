package io.redub.testkit;

import io.redub.registry.Categories;
import io.redub.registry.NotifyListener;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A listener that remembers what it was told. */
public class Heard implements NotifyListener {
    private final Map<String, List<URL>> latest = new ConcurrentHashMap<>();
    private final List<List<URL>> providerLists = new CopyOnWriteArrayList<>();

    @Override
    public void notify(String category, List<URL> urls) {
        latest.put(category, urls);
        if (category.equals(Categories.PROVIDERS)) {
            providerLists.add(urls);
        }
    }

    /** The last list of the category; null if none was ever told. */
    public @Nullable List<URL> last(String category) {
        return latest.get(category);
    }

    /** {@code host:port} of the last providers, sorted. */
    public List<String> providers() {
        List<URL> urls = latest.get(Categories.PROVIDERS);
        return urls == null
                ? List.of("never told")
                : urls.stream().map(URL::getAddress).sorted().toList();
    }

    /** Every list of providers, in order. */
    public List<List<URL>> providerLists() {
        return new ArrayList<>(providerLists);
    }
}
