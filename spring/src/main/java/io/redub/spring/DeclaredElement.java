package io.redub.spring;

import io.redub.config.ConfigElement;
import io.redub.config.ElementKind;
import io.redub.config.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An element of XML or an annotation, as a bean.
 *
 * @param place where the element stands
 * @param places where its attributes stand, by their names
 */
record DeclaredElement(
        ElementKind kind,
        String place,
        Map<String, String> attributes,
        Map<String, String> places,
        List<DeclaredElement> children) {

    /** The same without placeholders. */
    DeclaredElement resolved(UnaryOperator<String> resolve) {
        Map<String, String> values = new TreeMap<>(attributes);
        values.replaceAll((name, value) -> resolve.apply(value));
        return new DeclaredElement(
                kind,
                place,
                values,
                places,
                children.stream().map(child -> child.resolved(resolve)).toList());
    }

    @Nullable String get(String name) {
        return attributes.get(name);
    }

    ConfigElement element() {
        ConfigElement element = ConfigElement.of(kind, Place.declared(place));
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            element = element.set(each.getKey(), each.getValue(), whereIs(each.getKey()));
        }
        for (DeclaredElement child : children) {
            element = element.add(child.element());
        }
        return element;
    }

    Place whereIs(String attribute) {
        return Place.declared(places.getOrDefault(attribute, place));
    }

    /** What it says without where it says so, and without its name: equal ones mean the same. */
    String content() {
        Map<String, String> values = new TreeMap<>(attributes);
        values.remove("id");
        return kind + " " + values + children.stream().map(DeclaredElement::content).toList();
    }
}
