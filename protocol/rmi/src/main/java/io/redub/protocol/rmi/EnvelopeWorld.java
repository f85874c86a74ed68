package io.redub.protocol.rmi;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ReadLimits;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The world of a service and, besides, the classes in which Spring and Dubbo write a call, with the
 * types of parameters that a call names and no object can be of, such as {@code Number}.
 */
final class EnvelopeWorld implements AllowedTypes {
    private final AllowedTypes service;
    private final Map<String, Class<?>> named = new HashMap<>();

    EnvelopeWorld(ServiceModel model, AllowedTypes service) {
        this.service = service;
        for (MethodModel method : model.methods()) {
            for (Class<?> parameter : method.method().getParameterTypes()) {
                Class<?> type = parameter;
                while (type.isArray()) {
                    type = type.getComponentType();
                }
                if (Modifier.isAbstract(type.getModifiers())) {
                    named.put(type.getName(), type);
                }
            }
        }
    }

    @Override
    public @Nullable Class<?> find(String className) {
        Class<?> own = SpringNames.find(className);
        if (own != null) {
            return own;
        }
        Class<?> found = service.find(className);
        return found == null ? named.get(className) : found;
    }

    @Override
    public boolean unknownAsMap() {
        return service.unknownAsMap();
    }

    @Override
    public String owner() {
        return service.owner();
    }

    @Override
    public ReadLimits limits() {
        return service.limits();
    }

    /**
     * A class loader that has these classes and no others but the JDK's: RMI asks that of the
     * exported object, so nothing is loaded because a caller named it.
     */
    ClassLoader loader() {
        return new Loader(this);
    }

    private static final class Loader extends ClassLoader {
        private final AllowedTypes types;

        Loader(AllowedTypes types) {
            super(ClassLoader.getPlatformClassLoader());
            this.types = types;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> found = types.find(name);
            if (found == null || !found.getName().equals(name)) {
                throw new ClassNotFoundException(types.notAdmitted(name).getMessage());
            }
            return found;
        }
    }
}
