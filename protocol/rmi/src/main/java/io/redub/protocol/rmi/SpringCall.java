package io.redub.protocol.rmi;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the serialized form of Spring's {@code RemoteInvocation}, whose name {@link SpringNames}
 * gives to it; its fields are named as Spring's for that.
 */
public class SpringCall implements Serializable, Envelope {
    private static final long serialVersionUID = 6876024250231820554L;

    private @Nullable String methodName;
    private Class<?> @Nullable [] parameterTypes;

    @SuppressWarnings("serial")
    private @Nullable Object @Nullable [] arguments;

    @SuppressWarnings("serial")
    private @Nullable Map<String, Object> attributes;

    @Override
    public void fill(
            String name,
            Class<?>[] types,
            @Nullable Object[] values,
            @Nullable Map<String, Object> more) {
        methodName = name;
        parameterTypes = types;
        arguments = values;
        attributes = more;
    }

    @Override
    public @Nullable String methodName() {
        return methodName;
    }

    @Override
    public Class<?> @Nullable [] parameterTypes() {
        return parameterTypes;
    }

    @Override
    public @Nullable Object @Nullable [] arguments() {
        return arguments;
    }

    @Override
    public @Nullable Map<?, ?> attributes() {
        return attributes;
    }
}
