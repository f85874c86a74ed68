package io.redub.spring;

import io.redub.config.ElementKind;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.PropertyValues;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the beans with {@link RedubService}, makes references of bean methods with {@link
 * RedubReference}, and fills in fields and setters with it.
 */
final class AnnotatedBeans
        implements BeanDefinitionRegistryPostProcessor, InstantiationAwareBeanPostProcessor {
    /** A field or setter to fill in. */
    private record Target(AnnotatedElement member, DeclaredElement element) {}

    private static final Logger log = LoggerFactory.getLogger(AnnotatedBeans.class);

    /** One list for each class of beans. */
    private final Map<Class<?>, List<Target>> targets = new ConcurrentHashMap<>();

    private @Nullable ConfigurableListableBeanFactory beans;

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (String name : registry.getBeanDefinitionNames()) {
            if (registry.getBeanDefinition(name) instanceof AnnotatedBeanDefinition annotated) {
                MethodMetadata method = annotated.getFactoryMethodMetadata();
                if (method != null && method.isAnnotated(RedubReference.class.getName())) {
                    reference(registry, name, annotated, method);
                }
            }
        }
    }

    private static void reference(
            BeanDefinitionRegistry registry,
            String name,
            BeanDefinition former,
            MethodMetadata method) {
        String place =
                "@RedubReference of "
                        + method.getDeclaringClassName()
                        + "."
                        + method.getMethodName();
        Map<String, Object> attributes =
                method.getAnnotationAttributes(RedubReference.class.getName(), true);
        String type = method.getReturnTypeName();
        Class<?> known =
                Infrastructure.type(
                        registry,
                        ClassUtils.getDefaultClassLoader(),
                        "reference interface",
                        type,
                        place);
        ElementDraft draft = reference(attributes == null ? Map.of() : attributes, type, place);
        var definition = Infrastructure.reference(draft, known);
        definition.setPrimary(former.isPrimary());
        definition.setDependsOn(former.getDependsOn());
        definition.setSource(former.getSource());
        registry.removeBeanDefinition(name);
        registry.registerBeanDefinition(name, definition);
    }

    static ElementDraft reference(Map<String, Object> attributes, String type, String place) {
        ElementDraft draft = AnnotationElements.draft(ElementKind.REFERENCE, attributes, place);
        if (draft.get("interface") == null) {
            draft.set("interface", type);
        } else if (draft.get("generic") == null) {
            draft.set("generic", "true");
        }
        return draft;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        beans = factory;
        if (factory instanceof DefaultListableBeanFactory injecting) {
            ReferenceParameters.of(injecting);
        }
        if (!(factory instanceof BeanDefinitionRegistry registry)) {
            return;
        }
        for (String name : factory.getBeanDefinitionNames()) {
            if (!factory.getBeanDefinition(name).isAbstract()
                    && factory.findAnnotationOnBean(name, RedubService.class, false) != null) {
                service(factory, registry, name);
            }
        }
    }

    private static void service(
            ConfigurableListableBeanFactory factory, BeanDefinitionRegistry registry, String name) {
        String own = "redub-annotated-" + name;
        Class<?> type = factory.getType(name, false);
        Map<String, Object> attributes = attributes(factory, name, type);
        if (type == null || attributes == null || registry.containsBeanDefinition(own)) {
            return; // It is there already where definitions were made ahead of time.
        }
        String place = "@RedubService of " + place(factory.getBeanDefinition(name), type);
        ElementDraft draft = AnnotationElements.draft(ElementKind.SERVICE, attributes, place);
        Class<?> face = face(attributes, type);
        if (draft.get("interface") != null) {
            registry.registerBeanDefinition(own, Infrastructure.service(draft, name));
            return;
        }
        if (face == null) {
            Infrastructure.problem(
                    registry,
                    "service interface: "
                            + type.getName()
                            + " implements "
                            + Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
                                    .map(Class::getName)
                                    .toList()
                            + " (expected: one interface, or interfaceClass or interfaceName)",
                    place);
            return;
        }
        draft.set("interface", face.getName());
        registry.registerBeanDefinition(own, Infrastructure.service(draft, name));
    }

    /** Those at the method that makes the bean come before those at its class. */
    private static @Nullable Map<String, Object> attributes(
            ConfigurableListableBeanFactory factory, String name, @Nullable Class<?> type) {
        String annotation = RedubService.class.getName();
        if (factory.getBeanDefinition(name) instanceof AnnotatedBeanDefinition annotated) {
            MethodMetadata method = annotated.getFactoryMethodMetadata();
            if (method != null && method.isAnnotated(annotation)) {
                return method.getAnnotationAttributes(annotation, true);
            }
        }
        return type == null
                ? null
                : AnnotatedElementUtils.findMergedAnnotationAttributes(
                        type, RedubService.class, true, true);
    }

    private static String place(BeanDefinition definition, Class<?> type) {
        String method = definition.getFactoryMethodName();
        return method == null ? type.getName() : type.getName() + " made by " + method;
    }

    private static @Nullable Class<?> face(Map<String, Object> attributes, Class<?> type) {
        Object given = attributes.get("interfaceClass");
        if (given != null && !given.equals("void")) {
            return ClassUtils.resolveClassName(given.toString(), type.getClassLoader());
        }
        if (type.isInterface()) {
            return type;
        }
        List<Class<?>> own =
                Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
                        .filter(each -> !each.getName().startsWith("java."))
                        .filter(each -> !each.getName().startsWith("org.springframework."))
                        .toList();
        return own.size() == 1 ? own.get(0) : null;
    }

    @Override
    public PropertyValues postProcessProperties(PropertyValues values, Object bean, String name) {
        for (Target target : targets.computeIfAbsent(bean.getClass(), AnnotatedBeans::targets)) {
            fill(bean, target);
        }
        return values;
    }

    private static List<Target> targets(Class<?> type) {
        List<Target> found = new ArrayList<>();
        ReflectionUtils.doWithFields(type, field -> add(found, field, field.getType()));
        ReflectionUtils.doWithMethods(
                ClassUtils.getUserClass(type),
                method -> {
                    // At a bean method it stands for the bean.
                    if (method.getParameterCount() == 1 && !method.isBridge()) {
                        add(found, method, method.getParameterTypes()[0]);
                    }
                });
        return List.copyOf(found);
    }

    private static <T extends AnnotatedElement & java.lang.reflect.Member> void add(
            List<Target> found, T member, Class<?> type) {
        AnnotationAttributes attributes =
                AnnotatedElementUtils.findMergedAnnotationAttributes(
                        member, RedubReference.class, true, true);
        if (attributes != null && Modifier.isStatic(member.getModifiers())) {
            log.warn("@RedubReference of {} is left out: it is static", member);
        } else if (attributes != null) {
            String place =
                    "@RedubReference of "
                            + member.getDeclaringClass().getName()
                            + "."
                            + member.getName();
            found.add(new Target(member, reference(attributes, type.getName(), place).element()));
        }
    }

    private void fill(Object bean, Target target) {
        ConfigurableListableBeanFactory factory = beans;
        if (factory == null) {
            return;
        }
        Object reference =
                factory.getBean(RedubLifecycle.NAME, RedubLifecycle.class).refer(target.element());
        if (target.member() instanceof Field field) {
            ReflectionUtils.makeAccessible(field);
            ReflectionUtils.setField(field, bean, reference);
        } else if (target.member() instanceof Method method) {
            ReflectionUtils.makeAccessible(method);
            ReflectionUtils.invokeMethod(method, bean, reference);
        }
    }
}
