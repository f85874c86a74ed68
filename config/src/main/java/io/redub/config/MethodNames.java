package io.redub.config;

import io.redub.extension.NearestName;
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
        if (!names(type).contains(name) && !name.startsWith("$")) {
            throw new RpcException(StatusCode.CONFIGURATION, unknown(type, name));
        }
    }

    private static TreeSet<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For messages: that the interface has no such method. */
    static String unknown(Class<?> type, String name) {
        return "method: "
                + type.getName()
                + " has no method '"
                + name
                + "'"
                + NearestName.meant(name, names(type))
                + " (it has: "
                + names(type)
                + ")";
    }
}
