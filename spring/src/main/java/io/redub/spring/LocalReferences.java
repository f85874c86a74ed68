package io.redub.spring;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Finds the beans that {@link LocalRedub} has references call. */
record LocalReferences(ConfigurableListableBeanFactory beans) {
    /** Enters the bean that tells {@link RedubLifecycle} to stay local. */
    static final class Registrar implements ImportBeanDefinitionRegistrar {
        @Override
        public void registerBeanDefinitions(
                AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
            Infrastructure.annotations(registry);
            registry.registerBeanDefinition(
                    LocalReferences.class.getName(), new RootBeanDefinition(LocalReferences.class));
        }
    }

    /** The bean for a reference to this interface. */
    Object find(Class<?> type, DeclaredElement reference) {
        List<String> names =
                Arrays.stream(beans.getBeanNamesForType(type, true, false))
                        .filter(name -> !isReference(name))
                        .toList();
        List<String> primary = names.stream().filter(this::isPrimary).toList();
        List<String> meant = primary.isEmpty() ? names : primary;
        if (meant.size() == 1) {
            return beans.getBean(meant.get(0));
        }
        throw new RpcException(
                meant.isEmpty() ? StatusCode.NO_PROVIDER : StatusCode.CONFIGURATION,
                "reference "
                        + type.getName()
                        + ": "
                        + (meant.isEmpty() ? "no bean implements it" : "beans are " + meant)
                        + " (expected with @LocalRedub: one, or one that is @Primary), from "
                        + reference.place());
    }

    private boolean isReference(String name) {
        return beans.containsBeanDefinition(name)
                && ReferenceBean.class
                        .getName()
                        .equals(beans.getBeanDefinition(name).getBeanClassName());
    }

    private boolean isPrimary(String name) {
        return beans.containsBeanDefinition(name) && beans.getBeanDefinition(name).isPrimary();
    }
}
