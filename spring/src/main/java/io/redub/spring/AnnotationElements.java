package io.redub.spring;

import io.redub.config.ElementKind;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.springframework.core.annotation.AnnotationAttributes;

/** Reads annotations as the elements they stand for. */
final class AnnotationElements {
    /** Attributes with a meaning of their own. */
    private static final Set<String> APART = Set.of("interfaceClass", "methods", "parameters");

    /** Attributes that have other names in XML, some of which Java does not allow. */
    private static final Map<String, String> NAMES =
            Map.of("interfaceName", "interface", "isReturn", "return");

    private AnnotationElements() {}

    /**
     * @param attributes with classes as names
     */
    static ElementDraft draft(ElementKind kind, Map<String, Object> attributes, String place) {
        ElementDraft draft = new ElementDraft(kind, place);
        attributes.forEach(
                (name, value) -> {
                    String text = text(value);
                    if (!APART.contains(name) && !text.isEmpty()) {
                        draft.set(NAMES.getOrDefault(name, name), text);
                    }
                });
        if (attributes.get("methods") instanceof AnnotationAttributes[] methods) {
            for (AnnotationAttributes method : methods) {
                draft.add(draft(ElementKind.METHOD, method, place));
            }
        }
        if (attributes.get("parameters") instanceof String[] parameters) {
            for (int i = 0; i < parameters.length; i += 2) {
                // Without a value, the check at start tells of it.
                ElementDraft parameter = new ElementDraft(ElementKind.PARAMETER, place);
                parameter.set("key", parameters[i]);
                if (i + 1 < parameters.length) {
                    parameter.set("value", parameters[i + 1]);
                }
                draft.add(parameter);
            }
        }
        return draft;
    }

    /** Arrays become lists with commas; what is empty was not given. */
    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        StringJoiner joined = new StringJoiner(",");
        for (int i = 0; i < Array.getLength(value); i++) {
            joined.add(String.valueOf(Array.get(value, i)));
        }
        return joined.toString();
    }
}
