package io.redub.serialize.hessian2;

import java.util.Locale;

/**
 * Locales as text: language, country and variant between underscores, as hessian-lite has it; one
 * with a script or extensions only Redub reads, as a language tag after a plus sign.
 */
final class Locales {
    private static final char TAG = '+';

    private Locales() {}

    static void write(ValueWriter out, Locale value) {
        if (value.getScript().isEmpty() && !value.hasExtensions()) {
            out.writeString(value.toString());
        } else if (out.redub()) {
            out.writeString(TAG + value.toLanguageTag());
        } else {
            throw out.refused(Locale.class, "its script and extensions are lost; send its tag");
        }
    }

    static Locale read(String text) {
        if (!text.isEmpty() && text.charAt(0) == TAG) {
            return Locale.forLanguageTag(text.substring(1));
        }
        String[] parts = text.split("_", 3);
        return switch (parts.length) {
            case 1 -> new Locale(parts[0]);
            case 2 -> new Locale(parts[0], parts[1]);
            default -> new Locale(parts[0], parts[1], parts[2]);
        };
    }
}
