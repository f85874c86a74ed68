package io.redub.serialize;

import java.util.List;

/** Words for a class that is not admitted. */
final class Refusal {
    /** A peer may name a class at any length; this much of it is shown. */
    private static final int SHOWN = 200;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private Refusal() {}

    static SerializationException of(String className, String owner) {
        String name = component(printable(className));
        boolean jdk = JDK.stream().anyMatch(name::startsWith);
        return new SerializationException(
                "class %s is not admitted to %s%s"
                        .formatted(
                                name,
                                owner,
                                jdk
                                        ? ": it is none of the JDK's plain values; send what it stands for"
                                        : ": name it in a signature of the service, or add the line "
                                                + name
                                                + " to META-INF/redub/admitted (docs/safety.md has more ways)"));
    }

    /** Of an array, the class that would have to be admitted. */
    private static String component(String name) {
        String type = name.replaceFirst("^\\[+", "");
        return type.equals(name) || !type.endsWith(";")
                ? type
                : type.substring(1, type.length() - 1);
    }

    /** A peer's text in a message of ours: short, and nothing but letters. */
    private static String printable(String name) {
        String start = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
        return start.replaceAll("[^\\p{Alnum}.$_\\[;>…-]", "?");
    }
}
