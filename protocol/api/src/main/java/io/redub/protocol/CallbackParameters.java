package io.redub.protocol;

import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of a service are called back, by the settings {@code <method>.<index>.callback}:
 * true makes the argument known to the provider, false makes it forget the argument. Immutable.
 */
public final class CallbackParameters {
    private static final String SUFFIX = ".callback";
    private static final int DEFAULT_LIMIT = 1;

    private final List<List<Parameter>> byMethod;
    private final int limit;

    /**
     * One parameter.
     *
     * @param service the model of its type
     * @param opens whether the provider may call it from now on; false: never more
     */
    public record Parameter(int index, ServiceModel service, boolean opens) {}

    private CallbackParameters(List<List<Parameter>> byMethod, int limit) {
        this.byMethod = byMethod;
        this.limit = limit;
    }

    /**
     * Null if none is.
     *
     * @throws RpcException with the code CONFIGURATION if a setting names a parameter that is not
     *     of an interface
     */
    public static @Nullable CallbackParameters of(ServiceModel service, URL url) {
        List<List<Parameter>> byMethod = new ArrayList<>();
        boolean any = false;
        for (MethodModel method : service.methods()) {
            List<Parameter> found = new ArrayList<>();
            for (int i = 0; i < method.parameterClasses().size() && !method.builtIn(); i++) {
                String key = method.name() + "." + i + SUFFIX;
                String value = url.getParameter(key);
                if (value != null) {
                    found.add(parameter(method, i, key, value));
                    any = true;
                }
            }
            byMethod.add(List.copyOf(found));
        }
        return any
                ? new CallbackParameters(
                        List.copyOf(byMethod), url.getParameter("callbacks", DEFAULT_LIMIT))
                : null;
    }

    private static Parameter parameter(MethodModel method, int index, String key, String value) {
        Class<?> type = method.parameterClasses().get(index);
        if (!type.isInterface()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    key
                            + ": parameter "
                            + index
                            + " of "
                            + method
                            + " is "
                            + type.getName()
                            + " (expected: an interface of callbacks)");
        }
        return new Parameter(index, ServiceModel.of(type), Boolean.parseBoolean(value));
    }

    /** Those of one method, in order. */
    public List<Parameter> of(MethodModel method) {
        return byMethod.get(method.index());
    }

    /** Callbacks that one connection may have of one interface; default 1, as in Dubbo. */
    public int limit() {
        return limit;
    }

    /** The URL without these settings and the service's names: that of the callbacks themselves. */
    public static URL without(URL url) {
        Map<String, String> rest = new LinkedHashMap<>(url.getParameters());
        rest.keySet().removeIf(key -> key.endsWith(SUFFIX));
        rest.keySet().removeAll(List.of("version", "methods", "interface"));
        return url.withParameters(rest);
    }
}
