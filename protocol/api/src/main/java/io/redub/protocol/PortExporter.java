package io.redub.protocol;

import io.redub.url.URL;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** A service that is on a port with others. Thread-safe. */
public final class PortExporter implements Exporter {
    private final URL url;
    private final IntSupplier active;
    private final Runnable announcing;
    private final Runnable leaving;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param url with the port that was bound
     * @param active see {@link Exporter#active()}
     * @param announcing see {@link Exporter#announceStop()}
     * @param leaving takes the service away; run once
     */
    public PortExporter(URL url, IntSupplier active, Runnable announcing, Runnable leaving) {
        this.url = url;
        this.active = active;
        this.announcing = announcing;
        this.leaving = leaving;
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public void announceStop() {
        announcing.run();
    }

    @Override
    public int active() {
        return active.getAsInt();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leaving.run();
        }
    }
}
