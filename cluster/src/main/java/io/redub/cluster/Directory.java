package io.redub.cluster;

/** Knows the providers of one service. Thread-safe. */
public interface Directory extends AutoCloseable {
    /** For messages: the service, {@code [group/]interface[:version]}. */
    String service();

    /** The providers now; a read of one volatile field. */
    ProviderList list();

    @Override
    void close();
}
