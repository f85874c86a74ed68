package io.redub.cluster;

import java.util.List;

/** A directory whose providers never change: those of a reference with fixed addresses. */
public final class StaticDirectory implements Directory {
    private final String service;
    private final ProviderList list;
    private final List<? extends AutoCloseable> resources;

    /**
     * @param resources closed with the directory
     */
    public StaticDirectory(
            String service, ProviderList list, List<? extends AutoCloseable> resources) {
        this.service = service;
        this.list = list;
        this.resources = List.copyOf(resources);
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
