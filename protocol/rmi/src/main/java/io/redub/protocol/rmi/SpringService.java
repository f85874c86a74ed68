package io.redub.protocol.rmi;

import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.rmi.RemoteException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service as the object that clients of Spring and Dubbo call by RMI. */
final class SpringService implements InvocationHandler {
    /** Dubbo's name for the attribute in which attachments are. */
    static final String ATTACHMENTS = "dubbo.attachments";

    /** Dubbo's name for the attribute that says how the values of a generic call are written. */
    static final String GENERIC = "generic";

    private static final Set<String> NOT_SAID = Set.of("", "false");
    private static final int SHOWN = 200;

    private final ServiceModel model;
    private final Function<Invocation, Result> service;

    /**
     * @param service makes a call and waits for what becomes of it
     */
    SpringService(ServiceModel model, Function<Invocation, Result> service) {
        this.model = model;
        this.service = service;
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Object first = arguments == null ? null : arguments[0];
        return switch (method.getName()) {
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "invoke" -> called((Envelope) first);
            default -> model.interfaceName();
        };
    }

    private @Nullable Object called(@Nullable Envelope envelope)
            throws NoSuchMethodException, InvocationTargetException, RemoteException {
        if (envelope == null) {
            throw unreadable("it is null");
        }
        Invocation call = invocation(envelope);
        Result result = service.apply(call);
        if (result instanceof Result.Value value) {
            return value.value();
        }
        Status status = ((Result.Failure) result).status();
        Throwable told = RemoteService.told(status, call.method().method());
        if (told != status.cause() && told instanceof RemoteException failure) {
            throw failure;
        }
        throw new InvocationTargetException(told);
    }

    private Invocation invocation(Envelope envelope) throws NoSuchMethodException, RemoteException {
        MethodModel method = method(String.valueOf(envelope.methodName()), envelope);
        return new Invocation(
                method,
                arguments(method, envelope.arguments()),
                attachments(envelope.attributes()),
                CallMode.ASYNC,
                Runnable::run,
                Invocation.NO_DEADLINE);
    }

    private MethodModel method(String name, Envelope envelope) throws NoSuchMethodException {
        StringBuilder descriptor = new StringBuilder();
        Class<?>[] types = envelope.parameterTypes();
        if (types != null) {
            for (Class<?> type : types) {
                descriptor.append(type == null ? "null" : type.descriptorString());
            }
        }
        MethodModel method = model.find(name, descriptor.toString());
        if (method == null) {
            throw new NoSuchMethodException(
                    model.interfaceName()
                            + " has no method "
                            + shown(name)
                            + "("
                            + shown(descriptor)
                            + ")");
        }
        return method;
    }

    /** What a peer named is shown in part. */
    private static String shown(CharSequence text) {
        return text.length() <= SHOWN ? text.toString() : text.subSequence(0, SHOWN) + "...";
    }

    private static @Nullable Object[] arguments(
            MethodModel method, @Nullable Object @Nullable [] given) throws RemoteException {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        Class<?>[] types = method.method().getParameterTypes();
        if (arguments.length != types.length) {
            throw unreadable(
                    method.name()
                            + " has "
                            + types.length
                            + " parameters, not "
                            + arguments.length);
        }
        for (int i = 0; i < types.length; i++) {
            Object argument = arguments[i];
            if (argument == null
                    ? types[i].isPrimitive()
                    : !MethodType.methodType(types[i]).wrap().returnType().isInstance(argument)) {
                throw unreadable(
                        "argument "
                                + (i + 1)
                                + " of "
                                + method.name()
                                + " is "
                                + (argument == null ? "null" : argument.getClass().getName())
                                + ", no "
                                + types[i].getName());
            }
        }
        return arguments;
    }

    private static Map<String, Object> attachments(@Nullable Map<?, ?> attributes)
            throws RemoteException {
        if (attributes == null) {
            return Map.of();
        }
        Map<String, Object> attachments = new HashMap<>();
        Object given = attributes.get(ATTACHMENTS);
        if (given instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                if (!(each.getKey() instanceof String key)) {
                    throw unreadable("the name of an attachment is no text");
                }
                if (each.getValue() != null) {
                    attachments.put(key, each.getValue());
                }
            }
        }
        // Dubbo says "false" of a generic call, too, as that is what a provider offers.
        if (attributes.get(GENERIC) instanceof String generic && !NOT_SAID.contains(generic)) {
            attachments.putIfAbsent(GENERIC, generic);
        }
        return attachments.isEmpty() ? Map.of() : attachments;
    }

    private static RemoteException unreadable(String why) {
        return new RemoteException(
                new RpcException(
                                Status.of(
                                        StatusCode.SERIALIZATION,
                                        Origin.REMOTE,
                                        "the call cannot be read: " + why))
                        .getMessage());
    }
}
