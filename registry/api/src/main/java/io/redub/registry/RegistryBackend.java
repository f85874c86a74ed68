package io.redub.registry;

import io.redub.url.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of registry server must be able to do; {@link DurableRegistry} does the rest
 * (retries, re-registration, snapshot, delivery). Except where noted every method is called on one
 * thread, never concurrently, and may block for about the connect timeout. An IOException says that
 * the server cannot be reached now; any other exception, that it refuses.
 */
public interface RegistryBackend {
    /** Begins to connect, without waiting. Called once, first. */
    void start(Events events);

    /**
     * Waits until connected and {@link Events#connected} was called. Called from any thread.
     *
     * @return false when the time is over, or at once when it is plain that nobody is there
     */
    boolean awaitConnected(Duration limit) throws InterruptedException;

    /**
     * Makes the entry exist and belong to this connection. Idempotent: it is called again after
     * every reconnection.
     */
    void create(URL url) throws Exception;

    /** Makes the entry not exist. Idempotent. */
    void delete(URL url) throws Exception;

    /**
     * The texts of all entries (URLs, percent-encoded as a whole or not); after it, {@link
     * Events#changed} is called at least once when they change.
     */
    List<String> list(Target target) throws Exception;

    /** Changes of this target are of no interest any more. */
    void forget(Target target);

    /** The application-level entries; null if this kind of registry has none. */
    default @Nullable ApplicationEntries applications() {
        return null;
    }

    /** The texts for applications; null if this kind of registry has none. */
    default @Nullable Items items() {
        return null;
    }

    /** Ends the connection. Called once, last, from any thread. */
    void close();

    /** A place with entries: one category of one interface. */
    record Target(String serviceInterface, String category) {}

    /** Application-level entries; both methods are idempotent. */
    interface ApplicationEntries {
        void publish(ApplicationInstance instance, Set<String> interfaces) throws Exception;

        void withdraw(ApplicationInstance instance) throws Exception;
    }

    /** A text for applications: a key in a group. */
    record Item(String group, String key) {
        @Override
        public String toString() {
            return key + " of group " + group;
        }
    }

    /** Texts for applications. */
    interface Items {
        /** Null if there is none. */
        @Nullable String read(Item item) throws Exception;

        /**
         * Null if there is none; after it, {@link Events#changed(Item)} is called at least once
         * when it changes.
         */
        @Nullable String readAndWatch(Item item) throws Exception;

        /** Changes of this item are of no interest any more. */
        void forget(Item item);

        /** Makes the item have this text, for good. */
        void write(Item item, String text) throws Exception;

        /** Makes the item not exist. Idempotent. */
        void remove(Item item) throws Exception;
    }

    /** How a backend reports; every method may be called from any thread and returns at once. */
    interface Events {
        /** Connected, for the first time or again: entries and watches may be gone. */
        void connected();

        void disconnected();

        void changed(Target target);

        void changed(Item item);
    }
}
