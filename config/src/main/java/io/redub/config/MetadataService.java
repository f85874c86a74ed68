package io.redub.config;

import org.jspecify.annotations.Nullable;

/**
 * What a consumer of Dubbo 3 asks an instance that it found by its application's name: which
 * services are there. Exported as {@code org.apache.dubbo.metadata.MetadataService}, version 1.0.0,
 * in a group that is the application's name; entered into no registry.
 */
public interface MetadataService {
    /** The services of this revision, or null if this process never had it. */
    @Nullable MetadataInfo getMetadataInfo(String revision);
}
