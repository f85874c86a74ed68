package io.redub.spring;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Makes beans of the classes with {@link RedubService} that are found in packages. */
final class AnnotatedClasses implements ImportBeanDefinitionRegistrar {
    private final Environment environment;
    private final ResourceLoader loader;

    AnnotatedClasses(Environment environment, ResourceLoader loader) {
        this.environment = environment;
        this.loader = loader;
    }

    @Override
    public void registerBeanDefinitions(
            AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        Infrastructure.annotations(registry);
        Map<String, Object> found =
                metadata.getAnnotationAttributes(EnableRedub.class.getName(), true);
        if (found == null) {
            return;
        }
        AnnotationAttributes attributes = new AnnotationAttributes(found);
        Set<String> packages = new LinkedHashSet<>();
        for (String name : attributes.getStringArray("scanBasePackages")) {
            packages.add(environment.resolvePlaceholders(name));
        }
        for (String name : attributes.getStringArray("scanBasePackageClasses")) {
            packages.add(ClassUtils.getPackageName(name));
        }
        if (packages.isEmpty()) {
            packages.add(ClassUtils.getPackageName(metadata.getClassName()));
        }
        scan(registry, environment, loader, packages.toArray(String[]::new));
    }

    static void scan(
            BeanDefinitionRegistry registry,
            Environment environment,
            ResourceLoader loader,
            String... packages) {
        if (packages.length > 0) {
            ClassPathBeanDefinitionScanner scanner =
                    new ClassPathBeanDefinitionScanner(registry, false, environment, loader);
            scanner.addIncludeFilter(new AnnotationTypeFilter(RedubService.class));
            scanner.scan(packages);
        }
    }
}
