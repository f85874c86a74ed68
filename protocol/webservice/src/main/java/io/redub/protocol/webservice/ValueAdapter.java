package io.redub.protocol.webservice;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What JAXB makes of values it does not know by itself. It is public for the classes that are
 * generated below it, one for each type.
 *
 * @param <B> what JAXB binds
 * @param <V> the user's type
 */
public abstract class ValueAdapter<B, V> extends XmlAdapter<B, V> {
    private final Form form;

    /** How a value and what JAXB binds instead become each other. */
    public interface Form {
        Object read(Object bound) throws Exception;

        Object write(Object value) throws Exception;
    }

    protected ValueAdapter(Form form) {
        this.form = Objects.requireNonNull(form);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V unmarshal(@Nullable B bound) throws Exception {
        return bound == null ? null : (V) form.read(bound);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable B marshal(@Nullable V value) throws Exception {
        return value == null ? null : (B) form.write(value);
    }
}
