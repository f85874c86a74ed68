package io.redub.protocol.dubbo;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a method for one serialization: its types, and the buffers of its answers. */
record PreparedMethod(
        MethodModel method, DeclaredType[] parameters, DeclaredType result, FrameBuffers answers) {
    /**
     * Null if it is a method that every service has and the serialization cannot carry its types.
     *
     * @throws RpcException with the code CONFIGURATION if that is so of a user's method
     */
    static @Nullable PreparedMethod of(MethodModel method, Serialization serialization) {
        List<Type> types = method.parameterTypes();
        DeclaredType[] parameters = new DeclaredType[types.size()];
        try {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = serialization.declare(types.get(i));
            }
            return new PreparedMethod(
                    method,
                    parameters,
                    serialization.declare(method.resultType()),
                    new FrameBuffers());
        } catch (SerializationException e) {
            if (method.builtIn()) {
                return null;
            }
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "method "
                            + method.name()
                            + " cannot be carried by the serialization "
                            + serialization.name()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
