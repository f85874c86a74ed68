package io.redub.protocol.rmi;

import io.redub.protocol.ProviderService;
import io.redub.protocol.ServedCall;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ClosedWorldFilter;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.ObjectInputFilter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service as the objects that RMI calls, on threads of RMI. */
final class RemoteService implements RemoteCalls, InvocationHandler {
    private static final Object[] NONE = {};

    private final ProviderService service;
    private final Semaphore permits;
    private final AtomicInteger active;
    private final int payload;
    private final CallForm form;
    private final List<Face> faces;

    /**
     * @param permits one for each call that runs
     * @param payload most bytes of a call, ≥ 1
     */
    RemoteService(ProviderService service, Semaphore permits, AtomicInteger active, int payload) {
        this.service = service;
        this.permits = permits;
        this.active = active;
        this.payload = payload;
        AllowedTypes types = ServiceWorld.of(service.model(), service.url());
        this.form = new CallForm(service.model(), types);
        this.faces = faces(service.model(), types);
    }

    private List<Face> faces(ServiceModel model, AllowedTypes types) {
        Face redub = new Face(List.of(Face.REDUB), this, this::bytes);
        Class<?> type = model.type();
        if (Remote.class.isAssignableFrom(type)) {
            Object itself =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
            // First what may turn out not to be fit for export.
            return List.of(
                    new Face(List.of(""), (Remote) itself, new ClosedWorldFilter(types, payload)),
                    redub);
        }
        EnvelopeWorld world = new EnvelopeWorld(model, types);
        Object spring =
                Proxy.newProxyInstance(
                        world.loader(),
                        new Class<?>[] {SpringNames.of(SpringCalls.class)},
                        new SpringService(model, this::run));
        return List.of(
                new Face(
                        List.of("", Face.GENERIC),
                        (Remote) spring,
                        new ClosedWorldFilter(world, payload)),
                redub);
    }

    private ObjectInputFilter.Status bytes(ObjectInputFilter.FilterInfo info) {
        return (info.serialClass() == null || info.serialClass() == byte[].class)
                        && info.arrayLength() <= payload
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    ProviderService service() {
        return service;
    }

    /**
     * What is exported: the service's interface if it is remote, else what Spring and Dubbo call;
     * and what Redub calls.
     */
    List<Face> faces() {
        return faces;
    }

    private Result run(Invocation call) {
        if (!permits.tryAcquire()) {
            return Result.failure(
                    Status.of(
                            StatusCode.LIMIT_EXCEEDED,
                            Origin.REMOTE,
                            "the call was not run: as many calls as the setting threads allows"
                                    + " are running"));
        }
        active.incrementAndGet();
        try {
            return ServedCall.run(service, call, caller()).toCompletableFuture().join();
        } finally {
            active.decrementAndGet();
            permits.release();
        }
    }

    private static String caller() {
        try {
            return RemoteServer.getClientHost() + ":0";
        } catch (ServerNotActiveException e) {
            throw new IllegalStateException("not on a thread of RMI", e);
        }
    }

    @Override
    public byte[] call(byte[] request) {
        Invocation call;
        try {
            call = form.call(request);
        } catch (SerializationException e) {
            return form.failure(
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.REMOTE,
                            "the call cannot be read: " + e.getMessage()));
        } catch (NoSuchMethodException e) {
            return form.failure(
                    Status.of(
                            StatusCode.METHOD_NOT_FOUND,
                            Origin.REMOTE,
                            String.valueOf(e.getMessage())));
        }
        return form.answer(call.method(), run(call));
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "service " + service.url().getServiceKey();
            };
        }
        MethodModel model =
                service.model()
                        .find(method.getName(), MethodModel.describe(method.getParameterTypes()));
        if (model == null) {
            throw new RemoteException("no method " + method);
        }
        Result result = run(Invocation.of(model, arguments == null ? NONE : arguments));
        if (result instanceof Result.Value value) {
            return value.value();
        }
        throw told(((Result.Failure) result).status(), method);
    }

    /** A plain client has the exceptions of the interface and of the JDK, no others. */
    static Throwable told(Status status, Method method) {
        Throwable cause = status.cause();
        if (status.code() == StatusCode.APPLICATION
                && cause != null
                && (cause instanceof RuntimeException
                        || cause instanceof Error
                        || Arrays.stream(method.getExceptionTypes())
                                .anyMatch(type -> type.isInstance(cause)))) {
            return cause;
        }
        return new RemoteException(new RpcException(status).getMessage());
    }
}
