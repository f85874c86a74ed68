package io.redub.config;

import io.redub.service.Filter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of {@link SettingTable}: a setting, its names, its values and what it does. */
public final class Setting {
    /** What becomes of a value. */
    enum Effect {
        /** Redub acts on it. */
        ACTS,
        /** Others are told of it, which is all it is for. */
        TELLS,
        /** It is kept and passed on; reported once at start. */
        NOTHING
    }

    private final List<String> names;
    private final @Nullable String parameter;
    private final SettingType type;
    private final Set<String> unset;
    private final @Nullable String defaultValue;
    private final Set<ElementKind> elements;
    private final Effect effect;
    private final String meaning;

    Setting(
            List<String> names,
            @Nullable String parameter,
            SettingType type,
            Set<String> unset,
            @Nullable String defaultValue,
            Set<ElementKind> elements,
            Effect effect,
            String meaning) {
        this.names = names;
        this.parameter = parameter;
        this.type = type;
        this.unset = unset;
        this.defaultValue = defaultValue;
        this.elements = elements;
        this.effect = effect;
        this.meaning = meaning;
    }

    /** In kebab case, as in XML and properties. */
    public String name() {
        return names.get(0);
    }

    /** The name, and former ones. */
    public List<String> names() {
        return names;
    }

    /** The name in URLs; null if it is not in URLs. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** What Redub does without it; null if nothing. */
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    /** The kinds of elements it may stand at. */
    public Set<ElementKind> elements() {
        return elements;
    }

    /** Whether Redub does anything with it itself, or with telling others. */
    public boolean honoured() {
        return effect != Effect.NOTHING;
    }

    Effect effect() {
        return effect;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }

    /** What is expected of a value, in words. */
    public String expected() {
        return type.expected();
    }

    /** What is expected of a value, whatever is on the class path. */
    public String described() {
        return type.described();
    }

    /** The values there are, if they can be told: words, or the extensions on the class path. */
    public List<String> choices() {
        return type.choices();
    }

    /** The Java type that comes nearest, for editors. */
    public Class<?> javaType() {
        if (type instanceof SettingType.Flag) {
            return Boolean.class;
        }
        return type instanceof SettingType.Number || type instanceof SettingType.Millis
                ? Integer.class
                : String.class;
    }

    /** Whether what inner elements say is added to what outer ones say, not taken in its place. */
    boolean cumulative() {
        return type instanceof SettingType.Extension extension
                && extension.several()
                && extension.point() == Filter.class;
    }

    /** The words of a value that mean something to Dubbo alone. */
    List<String> passedOver(String value) {
        return type.passedOver(value);
    }

    /** Whether this value is what Dubbo's XML editors write for "not set". */
    boolean isUnset(String value) {
        return value.isEmpty() || unset.contains(value);
    }

    /**
     * The value in its usual form, such as 2000 for 2s.
     *
     * @throws IllegalArgumentException with a message like {@code timeout: '-1' (expected: ≥ 1 ms)}
     */
    public String read(String value) {
        return read(name(), value);
    }

    /**
     * @param written the name that the user gave the setting, for the message
     */
    String read(String written, String value) {
        try {
            return type.read(value.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    written + ": '" + value + "' (expected: " + e.getMessage() + ")", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
