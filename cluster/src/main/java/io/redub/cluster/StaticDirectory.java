package io.redub.cluster;

import java.util.List;
import java.util.function.Function;

/** A directory whose providers never change: those of a reference with fixed addresses. */
public final class StaticDirectory implements Directory {
    private final String service;
    private final ProviderList list;
    private final List<? extends AutoCloseable> resources;

    /**
     * @param list makes the list for this directory
     * @param resources closed with the directory
     */
    public StaticDirectory(
            String service,
            Function<Directory, ProviderList> list,
            List<? extends AutoCloseable> resources) {
        this.service = service;
        this.resources = List.copyOf(resources);
        this.list = list.apply(this);
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public ProviderList list() {
        return list;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + resource + " failed", e);
            }
        }
    }
}
