package io.redub.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where a registry is, for environments that know better than properties, such as test containers.
 * A bean of this type wins over {@code redub.registry.address} in Spring's environment, not over
 * {@code -D} and environment variables.
 */
public interface RegistryConnectionDetails extends ConnectionDetails {
    /** Such as {@code zookeeper://127.0.0.1:32768}. */
    String getAddress();

    /** Which registry is meant, by its id; null for the only one. */
    default @Nullable String getId() {
        return null;
    }
}
