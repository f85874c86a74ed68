package io.redub.spring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/** Enters into a registry of bean definitions what elements and annotations become. */
final class Infrastructure {
    private static final String PROBLEMS = "problems";
    private static final String ANNOTATIONS = AnnotatedBeans.class.getName();

    private Infrastructure() {}

    /** The bean that carries services and references from start to stop. */
    static void lifecycle(BeanDefinitionRegistry registry) {
        if (!registry.containsBeanDefinition(RedubLifecycle.NAME)) {
            registry.registerBeanDefinition(
                    RedubLifecycle.NAME, infrastructure(RedubLifecycle.class));
            registry.registerBeanDefinition(
                    LastStop.class.getName(), infrastructure(LastStop.class));
        }
    }

    /** The bean that finds annotated beans and fills in annotated fields. */
    static void annotations(BeanDefinitionRegistry registry) {
        lifecycle(registry);
        if (!registry.containsBeanDefinition(ANNOTATIONS)) {
            registry.registerBeanDefinition(ANNOTATIONS, infrastructure(AnnotatedBeans.class));
        }
    }

    private static RootBeanDefinition infrastructure(Class<?> type) {
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        return definition;
    }

    /** Keeps what is wrong with a declaration until start, which reports all of it together. */
    static void problem(BeanDefinitionRegistry registry, String problem, String place) {
        problems(registry).add(problem + ", from " + place);
    }

    @SuppressWarnings("unchecked")
    static List<String> problems(BeanDefinitionRegistry registry) {
        lifecycle(registry);
        BeanDefinition definition = registry.getBeanDefinition(RedubLifecycle.NAME);
        Object known = definition.getAttribute(PROBLEMS);
        if (known == null) {
            known = new ArrayList<String>();
            definition.setAttribute(PROBLEMS, known);
        }
        return (List<String>) known;
    }

    static AbstractBeanDefinition service(ElementDraft element, String ref) {
        return BeanDefinitionBuilder.rootBeanDefinition(DeclaredService.class)
                .addConstructorArgValue(element.definition())
                .addConstructorArgValue(ref)
                .getBeanDefinition();
    }

    /**
     * @param type of the object that calls, where it is known already; autowiring goes by it
     */
    static AbstractBeanDefinition reference(ElementDraft element, @Nullable Class<?> type) {
        AbstractBeanDefinition definition =
                BeanDefinitionBuilder.rootBeanDefinition(ReferenceBean.class)
                        .addConstructorArgReference(RedubLifecycle.NAME)
                        .addConstructorArgValue(element.definition())
                        .getBeanDefinition();
        if (type != null) {
            definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
        }
        return definition;
    }

    /** The class of a name; null if there is none, which is reported. */
    static @Nullable Class<?> type(
            BeanDefinitionRegistry registry,
            @Nullable ClassLoader loader,
            String what,
            String name,
            String place) {
        try {
            return ClassUtils.forName(name, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            problem(
                    registry,
                    what
                            + ": there is no class "
                            + name
                            + " (expected: the full name of one on the class path)",
                    place);
            return null;
        }
    }

    /** A name that no bean has yet. */
    static String free(BeanDefinitionRegistry registry, String wanted) {
        String name = wanted;
        for (int number = 2; registry.containsBeanDefinition(name); number++) {
            name = wanted + "#" + number;
        }
        return name;
    }
}
