package io.redub.proxy;

import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A method that an object of a service's interface implements by a call. Static methods, the
 * methods of {@link Object} and bridges to another signature are none; default methods are, since
 * what runs is the provider's business.
 *
 * @param index of the method in the model
 */
public record ReferenceMethod(Method method, int index) {
    /**
     * All methods of {@code type} and of {@link EchoService} that lead to a call. Where an override
     * narrows the return type, both forms of the method are there, with the same index.
     *
     * @param service the model of {@code type}
     */
    public static List<ReferenceMethod> of(Class<?> type, ServiceModel service) {
        Map<String, Integer> indexes = new HashMap<>();
        for (MethodModel model : service.methods()) {
            indexes.put(model.name() + model.descriptor(), model.index());
        }
        List<ReferenceMethod> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Class<?> each : List.of(type, EchoService.class)) {
            for (Method method : each.getMethods()) {
                String signature =
                        method.getName() + MethodModel.describe(method.getParameterTypes());
                Integer index = indexes.get(signature);
                if (index != null
                        && !Modifier.isStatic(method.getModifiers())
                        && seen.add(signature + method.getReturnType().descriptorString())) {
                    found.add(new ReferenceMethod(method, index));
                }
            }
        }
        return found;
    }
}
