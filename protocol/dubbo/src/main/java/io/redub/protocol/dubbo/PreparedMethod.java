package io.redub.protocol.dubbo;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.service.MethodModel;
import java.lang.reflect.Type;
import java.util.List;

/** What is known of a method for one serialization: its types, and the buffers of its answers. */
record PreparedMethod(
        MethodModel method, DeclaredType[] parameters, DeclaredType result, FrameBuffers answers) {
    static PreparedMethod of(MethodModel method, Serialization serialization) {
        List<Type> types = method.parameterTypes();
        DeclaredType[] parameters = new DeclaredType[types.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = serialization.declare(types.get(i));
        }
        return new PreparedMethod(
                method, parameters, serialization.declare(method.resultType()), new FrameBuffers());
    }
}
