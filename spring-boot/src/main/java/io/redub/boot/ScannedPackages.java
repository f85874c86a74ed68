package io.redub.boot;

import io.redub.spring.RedubBeans;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Makes beans of the services in the application's packages, or in those that {@code
 * redub.scan.base-packages} names.
 */
final class ScannedPackages
        implements ImportBeanDefinitionRegistrar,
                BeanFactoryAware,
                EnvironmentAware,
                ResourceLoaderAware {
    private Environment environment = new StandardEnvironment();
    private ResourceLoader loader = new DefaultResourceLoader();
    private @Nullable BeanFactory beans;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        beans = beanFactory;
    }

    @Override
    public void setEnvironment(Environment newEnvironment) {
        environment = newEnvironment;
    }

    @Override
    public void setResourceLoader(ResourceLoader newLoader) {
        loader = newLoader;
    }

    @Override
    public void registerBeanDefinitions(
            AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        Set<String> packages = new LinkedHashSet<>();
        for (String prefix : List.of("redub", "dubbo")) {
            packages.addAll(
                    Binder.get(environment)
                            .bind(prefix + ".scan.base-packages", Bindable.listOf(String.class))
                            .orElse(List.of()));
        }
        BeanFactory known = beans;
        if (packages.isEmpty() && known != null && AutoConfigurationPackages.has(known)) {
            packages.addAll(AutoConfigurationPackages.get(known));
        }
        RedubBeans.register(registry, environment, loader, packages.toArray(String[]::new));
    }
}
