package io.redub.extension;

import io.redub.extension.Catalogue.Member;

/** Says of a name that is no extension's what it is instead, which names there are, and whence. */
final class UnknownName {
    private UnknownName() {}

    static <T> IllegalStateException of(String name, Catalogue<T> known, Class<T> point) {
        StringBuilder text = new StringBuilder("No extension of ");
        text.append(point.getName()).append(" is named '").append(name).append('\'');
        for (Member<T> wrapper : known.wrappers) {
            if (wrapper.name().equals(name)) {
                text.append(": that is a wrapper (").append(wrapper.declaration().origin());
                text.append("), which is put around the others");
            }
        }
        for (Member<T> adaptive : known.adaptive) {
            if (adaptive.name().equals(name)) {
                text.append(": that is the adaptive one (");
                text.append(adaptive.declaration().origin()).append("), see getAdaptiveExtension");
            }
        }
        NearestName.of(name, known.extensions.keySet())
                .ifPresent(nearest -> text.append("; is '").append(nearest).append("' meant?"));
        if (known.extensions.isEmpty()) {
            text.append("; there are none: no file ").append(point.getName()).append(" in ");
            text.append(Declarations.DIRECTORIES).append(" declares one that can be loaded");
        } else {
            text.append("; known are:");
            known.extensions.values().forEach(m -> text.append("\n  ").append(m.declaration()));
        }
        known.failures
                .values()
                .forEach(f -> text.append("\n  not loadable: ").append(f.declaration()));
        return new IllegalStateException(text.toString());
    }
}
