package io.redub.protocol.hessian;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import java.io.InputStream;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method as Hessian carries it, prepared when its service is exported or referred to. Binaries
 * that are the last argument or the result do not go through the serialization: they may be as
 * large as a file.
 *
 * @param parameters those that the serialization reads: all, or all but the last
 * @param last what the last argument is, if it is a binary
 * @param declared null if the result is a binary
 */
record HessianMethod(
        MethodModel method,
        List<DeclaredType> parameters,
        Binary last,
        @Nullable DeclaredType declared,
        Binary result) {
    /** What Java makes of a binary. */
    enum Binary {
        NONE,
        BYTES,
        STREAM;

        static Binary of(Class<?> type) {
            return type == InputStream.class ? STREAM : type == byte[].class ? BYTES : NONE;
        }
    }

    /**
     * @throws RpcException with the code CONFIGURATION if Hessian cannot carry it
     */
    static HessianMethod of(MethodModel method, Serialization hessian) {
        try {
            int count = method.parameterTypes().size();
            Binary last =
                    count == 0 ? Binary.NONE : Binary.of(method.parameterClasses().get(count - 1));
            int read = last == Binary.NONE ? count : count - 1;
            if (method.parameterClasses().subList(0, read).contains(InputStream.class)) {
                throw new SerializationException(
                        "only its last parameter may be a java.io.InputStream");
            }
            Binary result =
                    method.resultType() instanceof Class<?> type ? Binary.of(type) : Binary.NONE;
            return new HessianMethod(
                    method,
                    method.parameterTypes().subList(0, read).stream()
                            .map(hessian::declare)
                            .toList(),
                    last,
                    result == Binary.NONE ? hessian.declare(method.resultType()) : null,
                    result);
        } catch (SerializationException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "method " + method.name() + " cannot be carried by Hessian: " + e.getMessage(),
                    e);
        }
    }

    static HessianMethod[] all(ServiceModel service, Serialization hessian) {
        return service.methods().stream()
                .map(method -> of(method, hessian))
                .toArray(HessianMethod[]::new);
    }

    int count() {
        return method.parameterClasses().size();
    }

    /** The name by which Caucho tells overloads apart, such as {@code find_string_int}. */
    static String mangled(MethodModel method) {
        StringBuilder out = new StringBuilder(method.name());
        method.parameterClasses().forEach(type -> out.append('_').append(mangled(type)));
        return out.toString();
    }

    private static String mangled(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (List.of(int.class, Integer.class, short.class, Short.class).contains(type)
                || type == byte.class
                || type == Byte.class) {
            return "int";
        } else if (type == long.class || type == Long.class) {
            return "long";
        } else if (List.of(float.class, Float.class, double.class, Double.class).contains(type)) {
            return "double";
        } else if (List.of(String.class, char.class, Character.class, java.io.Reader.class)
                .contains(type)) {
            return "string";
        } else if (type == Date.class) {
            return "date";
        } else if (InputStream.class.isAssignableFrom(type) || type == byte[].class) {
            return "binary";
        } else if (type.isArray()) {
            return "[" + mangled(type.getComponentType());
        } else if (type.getName().matches("org\\.w3c\\.dom\\.(Node|Element|Document)")) {
            return "xml";
        }
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }
}
