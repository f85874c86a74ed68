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

    /** Caucho's reader takes three parts of letters and digits, and drops the rest. */
    static void writeForCaucho(ValueWriter out, Locale value) {
        String language = value.getLanguage();
        String country = value.getCountry();
        String variant = value.getVariant();
        Locale read = new Locale(language, country, variant);
        if (!read.equals(value) || !(language + country + variant).matches("[A-Za-z0-9]*")) {
            throw out.refused(
                    Locale.class, "its script, extensions and variants are lost; send its tag");
        }
        String text = variant.isEmpty() ? country : country + '_' + variant;
        out.writeString(text.isEmpty() ? language : language + '_' + text);
    }

    static Locale read(String text) {
        if (!text.isEmpty() && text.charAt(0) == TAG) {
            return Locale.forLanguageTag(text.substring(1));
        }
        int mark = text.indexOf('#');
        String[] parts = (mark < 1 ? text : text.substring(0, mark - 1)).split("_", 3);
        if (mark > 0 && parts.length < 3) {
            return tagged(parts, text.substring(mark + 1));
        }
        return switch (parts.length) {
            case 1 -> new Locale(parts[0]);
            case 2 -> new Locale(parts[0], parts[1]);
            default -> new Locale(parts[0], parts[1], parts[2]);
        };
    }

    /** What follows a hash sign in a locale's text: its script, its extensions, or both. */
    private static Locale tagged(String[] parts, String rest) {
        int end = rest.indexOf('_');
        String first = end < 0 ? rest : rest.substring(0, end);
        StringBuilder tag = new StringBuilder(parts[0].isEmpty() ? "und" : parts[0]);
        boolean script = first.length() == 4 && first.indexOf('-') < 0;
        if (script) {
            tag.append('-').append(first);
        }
        if (parts.length == 2 && !parts[1].isEmpty()) {
            tag.append('-').append(parts[1]);
        }
        String extensions = script ? rest.substring(Math.min(5, rest.length())) : rest;
        return Locale.forLanguageTag(
                extensions.isEmpty()
                        ? tag.toString()
                        : tag.append('-').append(extensions).toString());
    }
}
