package io.redub.protocol.rmi;

import java.lang.reflect.InvocationTargetException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import org.jspecify.annotations.Nullable;

/**
 * Has the methods of Spring's {@code RmiInvocationHandler}, whose name {@link SpringNames} gives to
 * it: what a service is behind, for Spring and Dubbo, whose interface is not {@link Remote}.
 */
public interface SpringCalls extends Remote {
    String getTargetInterfaceName() throws RemoteException;

    @Nullable Object invoke(SpringCall call)
            throws RemoteException,
                    NoSuchMethodException,
                    IllegalAccessException,
                    InvocationTargetException;
}
