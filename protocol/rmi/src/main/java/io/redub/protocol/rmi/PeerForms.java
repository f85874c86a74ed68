package io.redub.protocol.rmi;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.rmi.Remote;

/** The ways in which objects of peers are called, told apart by the interfaces of their stubs. */
final class PeerForms {
    private final String interfaceName;
    private final boolean remote;
    private final PeerForm itself;
    private final PeerForm bytes;
    private final PeerForm spring;
    private final PeerForm likely;

    PeerForms(ServiceModel service, URL url, AllowedTypes types) {
        this.interfaceName = service.interfaceName();
        this.remote = Remote.class.isAssignableFrom(service.type());
        this.itself = new RemoteForm(service);
        this.bytes = new BytesForm(new CallForm(service, types));
        this.spring = new SpringForm(service, url);
        this.likely = !isDubbo(url) ? bytes : remote ? itself : spring;
    }

    /** Of a Dubbo that is not Redub, as the registry tells. */
    static boolean isDubbo(URL url) {
        return url.hasParameter("release") && !url.hasParameter("redub");
    }

    /** Of a peer that has not been asked yet. */
    PeerForm likely() {
        return likely;
    }

    /**
     * @throws SerializationException if there is no way to call it for this service
     */
    PeerForm of(Stub stub) {
        if (stub.faces().contains(SpringNames.HANDLER)) {
            return spring;
        }
        if (stub.faces().contains(RemoteCalls.class.getName())) {
            return bytes;
        }
        if (remote) {
            return itself;
        }
        throw new SerializationException(
                "the stub is one of "
                        + stub.faces()
                        + ", whose methods can be called if "
                        + interfaceName
                        + " extends java.rmi.Remote");
    }
}
