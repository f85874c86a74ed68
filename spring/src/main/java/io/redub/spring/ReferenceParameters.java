package io.redub.spring;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAttributes;

/**
 * Has Spring take references for parameters with {@link RedubReference}, of constructors and of
 * methods that make beans: it asks the resolver of dependencies for a value, as for {@code @Value},
 * before it looks for beans. All else is left to the resolver there was.
 */
record ReferenceParameters(BeanFactory beans, AutowireCandidateResolver resolver)
        implements InvocationHandler {
    private static final String SUGGESTED = "getSuggestedValue";

    static void of(DefaultListableBeanFactory beans) {
        AutowireCandidateResolver resolver = beans.getAutowireCandidateResolver();
        beans.setAutowireCandidateResolver(
                (AutowireCandidateResolver)
                        Proxy.newProxyInstance(
                                ReferenceParameters.class.getClassLoader(),
                                new Class<?>[] {AutowireCandidateResolver.class},
                                new ReferenceParameters(beans, resolver)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals(SUGGESTED)
                && arguments != null
                && arguments[0] instanceof DependencyDescriptor dependency) {
            Object reference = reference(dependency);
            if (reference != null) {
                return reference;
            }
        }
        try {
            return method.invoke(resolver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private @Nullable Object reference(DependencyDescriptor dependency) {
        MethodParameter parameter = dependency.getMethodParameter();
        if (parameter == null) {
            return null;
        }
        Annotation[] annotations = dependency.getAnnotations();
        AnnotationAttributes attributes =
                AnnotatedElementUtils.getMergedAnnotationAttributes(
                        AnnotatedElementUtils.forAnnotations(annotations),
                        RedubReference.class.getName(),
                        true,
                        true);
        if (attributes == null) {
            return null;
        }
        String place =
                "@RedubReference of parameter "
                        + parameter.getParameterIndex()
                        + " of "
                        + parameter.getExecutable();
        String type = dependency.getDependencyType().getName();
        return beans.getBean(RedubLifecycle.NAME, RedubLifecycle.class)
                .refer(AnnotatedBeans.reference(attributes, type, place).element());
    }
}
