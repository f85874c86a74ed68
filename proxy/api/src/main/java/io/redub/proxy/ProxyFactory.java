package io.redub.proxy;

import io.redub.extension.SPI;
import io.redub.service.ServiceModel;

/** Makes the two ends of a call: an interface that calls, and an object that is called. */
@SPI("javassist")
public interface ProxyFactory {
    /**
     * An object of {@code type} and of {@link io.redub.service.EchoService} whose methods go to
     * {@code handler}; its {@code toString}, {@code equals} and {@code hashCode} are its own.
     *
     * @param service the model of {@code type}
     */
    <T> T reference(Class<T> type, ServiceModel service, CallHandler handler);

    /** Calls the methods of one object by their index in the model, without reflection per call. */
    MethodCaller caller(ServiceModel service, Object target);
}
