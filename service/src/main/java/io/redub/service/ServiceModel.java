package io.redub.service;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that can be known of a service interface before its first call: its methods, in a fixed
 * order, then the built-in ones ({@code $invoke}, {@code $invokeAsync}, {@code $echo}) that every
 * service answers. Immutable.
 */
public final class ServiceModel {
    private static final Set<String> OF_OBJECT =
            Arrays.stream(Object.class.getMethods())
                    .map(ServiceModel::signature)
                    .collect(Collectors.toUnmodifiableSet());

    private final Class<?> type;
    private final String interfaceName;
    private final List<MethodModel> methods;
    private final Map<String, MethodModel> bySignature = new HashMap<>();
    private final Map<String, List<MethodModel>> byName = new HashMap<>();
    private final MethodModel genericInvoke;
    private final MethodModel genericInvokeAsync;
    private final MethodModel echo;

    private ServiceModel(Class<?> type, String interfaceName) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(
                    "service type: " + type.getName() + " (expected: an interface)");
        }
        this.type = type;
        this.interfaceName = interfaceName;
        List<MethodModel> all = new ArrayList<>();
        SeenTypes seen = new SeenTypes(type);
        if (type != GenericService.class) {
            boolean allIdempotent = type.isAnnotationPresent(Idempotent.class);
            for (Method method : declared(type)) {
                if (bySignature.containsKey(signature(method))) {
                    continue;
                }
                boolean idempotent = allIdempotent || method.isAnnotationPresent(Idempotent.class);
                add(new MethodModel(all.size(), method, seen, idempotent, false), all);
            }
        }
        this.genericInvoke = builtIn(GenericService.class, "$invoke", all);
        this.genericInvokeAsync = builtIn(GenericService.class, "$invokeAsync", all);
        this.echo = builtIn(EchoService.class, "$echo", all);
        this.methods = List.copyOf(all);
    }

    public static ServiceModel of(Class<?> type) {
        return new ServiceModel(type, type.getName());
    }

    /** The model of a service whose interface this process does not have. */
    public static ServiceModel generic(String interfaceName) {
        return new ServiceModel(GenericService.class, interfaceName);
    }

    /**
     * Methods of the interface, a covariant override before what it overrides; without those that
     * every object has, which are never called elsewhere.
     */
    private static List<Method> declared(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !OF_OBJECT.contains(signature(method))) {
                found.add(method);
            }
        }
        found.sort(
                Comparator.comparing(ServiceModel::signature)
                        .thenComparing(
                                (a, b) ->
                                        a.getReturnType() == b.getReturnType()
                                                ? 0
                                                : a.getReturnType()
                                                                .isAssignableFrom(b.getReturnType())
                                                        ? 1
                                                        : -1));
        return found;
    }

    private MethodModel builtIn(Class<?> owner, String name, List<MethodModel> into) {
        SeenTypes seen = new SeenTypes(owner);
        Method method =
                Arrays.stream(owner.getMethods())
                        .filter(m -> m.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
        MethodModel model = new MethodModel(into.size(), method, seen, true, true);
        add(model, into);
        return model;
    }

    private void add(MethodModel model, List<MethodModel> into) {
        into.add(model);
        bySignature.put(model.name() + model.descriptor(), model);
        byName.computeIfAbsent(model.name(), name -> new ArrayList<>()).add(model);
    }

    private static String signature(Method method) {
        return method.getName() + MethodModel.describe(method.getParameterTypes());
    }

    /** The interface; {@link GenericService} where this process lacks it. */
    public Class<?> type() {
        return type;
    }

    public String interfaceName() {
        return interfaceName;
    }

    /** All methods; the position of each is its {@link MethodModel#index()}. */
    public List<MethodModel> methods() {
        return methods;
    }

    /** The method with this name and these joined JVM descriptors, or null. */
    public @Nullable MethodModel find(String name, String descriptor) {
        return bySignature.get(name + descriptor);
    }

    /** The methods of this name; empty if there is none. */
    public List<MethodModel> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    public MethodModel genericInvoke() {
        return genericInvoke;
    }

    public MethodModel genericInvokeAsync() {
        return genericInvokeAsync;
    }

    public MethodModel echo() {
        return echo;
    }
}
