package io.redub.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.SmartLifecycle;

/**
 * Ends references and connections when everything else has stopped that may call them, such as a
 * web server with requests under way. {@link RedubLifecycle} stops serving before that; it must not
 * be injected here, as Spring stops a bean only after those that depend on it.
 */
final class LastStop implements SmartLifecycle, BeanFactoryAware {
    private @Nullable BeanFactory beans;
    private volatile boolean running;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        beans = beanFactory;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        BeanFactory known = beans;
        if (known != null) {
            known.getBean(RedubLifecycle.NAME, RedubLifecycle.class).destroy();
        }
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
