package io.redub.spring;

import org.springframework.context.SmartLifecycle;

/**
 * Ends references and connections when everything else has stopped that may call them, such as a
 * web server with requests under way. {@link RedubLifecycle} stops serving before that.
 */
final class LastStop implements SmartLifecycle {
    private final RedubLifecycle lifecycle;
    private volatile boolean running;

    LastStop(RedubLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        lifecycle.destroy();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** See {@link RedubLifecycle#isPauseable()}. */
    public boolean isPauseable() {
        return false;
    }
}
