package io.redub.spring;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** What {@link EnableRedub} does, for those who build an annotation or a starter of their own. */
public final class RedubBeans {
    private RedubBeans() {}

    /**
     * Has {@link RedubService} and {@link RedubReference} acted on, and makes beans of the classes
     * with {@link RedubService} in some packages. Doing so twice is doing so once.
     *
     * @param packages to look through with those below them; none is fine
     */
    public static void register(
            BeanDefinitionRegistry registry,
            Environment environment,
            ResourceLoader loader,
            String... packages) {
        Infrastructure.annotations(registry);
        AnnotatedClasses.scan(registry, environment, loader, packages);
    }
}
