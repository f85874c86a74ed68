package io.redub.spring;

import io.redub.config.RedubBootstrap;

/**
 * Has a say in a bootstrap before it connects to anything. Beans of this type are called in their
 * order, after elements and properties of Spring's environment were added: properties added here
 * win over those. They must not need references.
 */
@FunctionalInterface
public interface RedubCustomizer {
    /** Called once for each application context. */
    void customize(RedubBootstrap bootstrap);
}
