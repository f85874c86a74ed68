package io.redub.protocol.rmi;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.ServiceTypes;
import java.io.ObjectStreamException;
import java.rmi.AccessException;
import java.rmi.AlreadyBoundException;
import java.rmi.MarshalException;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.ServerError;
import java.rmi.ServerException;
import java.rmi.UnexpectedException;
import java.rmi.UnmarshalException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The world of a service and, besides, what RMI itself throws. */
record FailureWorld(AllowedTypes service) implements AllowedTypes {
    /** The failures alone. */
    static final AllowedTypes ALONE =
            ServiceTypes.of("an RMI registry")
                    .roots(
                            List.of(
                                    AccessException.class,
                                    ObjectStreamException.class,
                                    AlreadyBoundException.class,
                                    MarshalException.class,
                                    NoSuchObjectException.class,
                                    NotBoundException.class,
                                    RemoteException.class,
                                    ServerError.class,
                                    ServerException.class,
                                    UnexpectedException.class,
                                    UnmarshalException.class))
                    .build();

    @Override
    public @Nullable Class<?> find(String className) {
        Class<?> found = service.find(className);
        return found == null ? ALONE.find(className) : found;
    }

    @Override
    public boolean unknownAsMap() {
        return service.unknownAsMap();
    }

    @Override
    public String owner() {
        return service.owner();
    }

    @Override
    public ReadLimits limits() {
        return service.limits();
    }
}
