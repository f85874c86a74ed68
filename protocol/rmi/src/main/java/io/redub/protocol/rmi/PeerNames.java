package io.redub.protocol.rmi;

import io.redub.service.GenericService;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.io.IOException;
import java.rmi.NotBoundException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Under which names a service may be in the RMI registry of a peer. That of Redub's own way comes
 * first, unless the peer is known not to have it; then the whole name; then, as other RMI servers
 * have it, the path.
 */
final class PeerNames {
    private final Set<String> names = new LinkedHashSet<>();

    PeerNames(ServiceModel service, URL url) {
        String path = url.getPath().isEmpty() ? service.interfaceName() : url.getPath();
        String whole = RmiPort.name(url, path);
        if (!PeerForms.isDubbo(url)) {
            names.add(whole + Face.REDUB);
        }
        for (String name : List.of(whole, path)) {
            if (service.type() == GenericService.class) {
                names.add(name + Face.GENERIC);
            }
            names.add(name);
        }
    }

    /** Asks a registry for one name. */
    interface Question {
        Stub ask(String name) throws Jrmp.Failure, NotBoundException, IOException;
    }

    /**
     * The first of the names that is there.
     *
     * @throws NotBoundException if none is
     */
    Stub find(Question registry) throws Jrmp.Failure, NotBoundException, IOException {
        NotBoundException none = new NotBoundException("name");
        for (String name : names) {
            try {
                return registry.ask(name);
            } catch (NotBoundException e) {
                none = e;
            }
        }
        throw none;
    }
}
