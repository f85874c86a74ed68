package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The method names of an interface, for checking what a user wrote. */
final class MethodNames {
    private MethodNames() {}

    static void require(Class<?> type, String name) {
        TreeSet<String> names =
                Arrays.stream(type.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!names.contains(name) && !name.startsWith("$")) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "method: "
                            + type.getName()
                            + " has no method '"
                            + name
                            + "' (it has: "
                            + names
                            + ")");
        }
    }
}
