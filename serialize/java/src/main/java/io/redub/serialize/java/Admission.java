package io.redub.serialize.java;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.JdkForms;
import org.jspecify.annotations.Nullable;

/** Finds the classes a stream names among those that are admitted; never loads one. */
final class Admission {
    private Admission() {}

    /** The class under the name that a stream gives it, such as {@code [Ljava.lang.String;}. */
    static @Nullable Class<?> find(String name, AllowedTypes types) {
        if (name.startsWith("[")) {
            return array(name, types);
        }
        Class<?> found = types.find(name);
        if (found == null) {
            return JdkForms.find(name);
        }
        // One that bears another name on the wire has other fields in this form, too.
        return found.getName().equals(name) ? found : null;
    }

    private static @Nullable Class<?> array(String name, AllowedTypes types) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions > 16) {
            return null;
        }
        Class<?> type = component(name.substring(dimensions), types);
        for (int i = 0; type != null && i < dimensions; i++) {
            type = type.arrayType();
        }
        return type;
    }

    private static @Nullable Class<?> component(String descriptor, AllowedTypes types) {
        if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
            return find(descriptor.substring(1, descriptor.length() - 1), types);
        }
        return switch (descriptor) {
            case "Z" -> boolean.class;
            case "B" -> byte.class;
            case "S" -> short.class;
            case "C" -> char.class;
            case "I" -> int.class;
            case "J" -> long.class;
            case "F" -> float.class;
            case "D" -> double.class;
            default -> null;
        };
    }
}
