package io.redub.spring;

import io.redub.config.ElementKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.TypedStringValue;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.ManagedList;
import org.springframework.beans.factory.support.ManagedMap;

/** A {@link DeclaredElement} while it is put together. */
final class ElementDraft {
    private final ElementKind kind;
    private final String place;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<ElementDraft> children = new ArrayList<>();

    ElementDraft(ElementKind kind, String place) {
        this.kind = kind;
        this.place = place;
    }

    ElementKind kind() {
        return kind;
    }

    String place() {
        return place;
    }

    void set(String name, String value) {
        set(name, value, place);
    }

    void set(String name, String value, String where) {
        attributes.put(name, value);
        places.put(name, where);
    }

    /** What was written for an attribute, placeholders and all. */
    @Nullable String get(String name) {
        return attributes.get(name);
    }

    void parameter(String key, String value, String where) {
        ElementDraft parameter = new ElementDraft(ElementKind.PARAMETER, where);
        parameter.set("key", key);
        parameter.set("value", value);
        add(parameter);
    }

    void add(ElementDraft child) {
        children.add(child);
    }

    DeclaredElement element() {
        return new DeclaredElement(
                kind,
                place,
                attributes,
                places,
                children.stream().map(ElementDraft::element).toList());
    }

    /** In a form in which placeholders are replaced with those of all bean definitions. */
    AbstractBeanDefinition definition() {
        ManagedMap<String, TypedStringValue> values = new ManagedMap<>();
        attributes.forEach((name, value) -> values.put(name, new TypedStringValue(value)));
        ManagedMap<String, String> where = new ManagedMap<>();
        where.putAll(places);
        ManagedList<BeanDefinition> inner = new ManagedList<>();
        children.forEach(child -> inner.add(child.definition()));
        AbstractBeanDefinition definition =
                BeanDefinitionBuilder.rootBeanDefinition(DeclaredElement.class)
                        .addConstructorArgValue(kind)
                        .addConstructorArgValue(place)
                        .addConstructorArgValue(values)
                        .addConstructorArgValue(where)
                        .addConstructorArgValue(inner)
                        .getBeanDefinition();
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        return definition;
    }
}
