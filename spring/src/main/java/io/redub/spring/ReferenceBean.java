package io.redub.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;

/** A reference as a bean: the bean others get is the object that calls. */
record ReferenceBean(RedubLifecycle lifecycle, DeclaredElement element)
        implements FactoryBean<Object> {
    @Override
    public Object getObject() {
        return lifecycle.refer(element);
    }

    @Override
    public @Nullable Class<?> getObjectType() {
        return lifecycle.referenceType(element);
    }
}
