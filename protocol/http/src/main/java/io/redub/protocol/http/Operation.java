package io.redub.protocol.http;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A method as JSON carries it, prepared when its service is exported or referred to.
 *
 * @param names of the parameters: {@code arg0} and so on where the interface was compiled without
 *     them
 */
record Operation(
        MethodModel method, List<String> names, DeclaredType[] parameters, DeclaredType result) {

    /**
     * Null if it is a method that every service has and JSON cannot carry its types.
     *
     * @throws RpcException with the code CONFIGURATION if that is so of a user's method
     */
    static @Nullable Operation of(MethodModel method, Serialization json) {
        try {
            return new Operation(
                    method,
                    Arrays.stream(method.method().getParameters()).map(Parameter::getName).toList(),
                    method.parameterTypes().stream()
                            .map(json::declare)
                            .toArray(DeclaredType[]::new),
                    json.declare(method.resultType()));
        } catch (SerializationException e) {
            if (method.builtIn()) {
                return null;
            }
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "method " + method.name() + " cannot be carried by JSON: " + e.getMessage(),
                    e);
        }
    }

    boolean returnsNothing() {
        Class<?> returned = method.method().getReturnType();
        return returned == void.class || method.async() && method.resultType() == Void.class;
    }

    /** Such as {@code find(String name, int page)}, for messages. */
    String signature() {
        StringBuilder out = new StringBuilder(method.name()).append('(');
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(method.parameterClasses().get(i).getSimpleName())
                    .append(' ')
                    .append(names.get(i));
        }
        return out.append(')').toString();
    }

    static String signatures(List<Operation> operations) {
        return operations.stream().map(Operation::signature).collect(Collectors.joining(", "));
    }
}
