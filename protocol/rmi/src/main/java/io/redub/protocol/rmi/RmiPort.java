package io.redub.protocol.rmi;

import io.redub.protocol.Exporter;
import io.redub.protocol.PortExporter;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServicePort;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port with an RMI registry and the services that it names; all of them are on this port. */
final class RmiPort implements ServicePort {
    private static final Logger log = LoggerFactory.getLogger(RmiPort.class);

    static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;

    private static final String RELEASE = "release";

    /** Dubbo's clients send attachments to whoever says that it is of this release or a later. */
    private static final String SENDS_ATTACHMENTS = "2.7.0";

    private static final int DEFAULT_THREADS = 200;
    private static final int DEFAULT_ACCEPTS = 1000;
    private static final int DEFAULT_IDLE = 60_000;

    private final PortSockets sockets;
    private final Registry registry;
    private final Semaphore permits;
    private final AtomicInteger active = new AtomicInteger();
    private final Map<String, RemoteService> services = new HashMap<>();

    /** All names in the registry; a service that is not remote has several. */
    private final Set<String> bound = new HashSet<>();

    private RmiPort(PortSockets sockets, Registry registry, int threads) {
        this.sockets = sockets;
        this.registry = registry;
        this.permits = new Semaphore(threads);
    }

    /**
     * @throws RpcException with the code CONFIGURATION if it cannot listen
     */
    static RmiPort open(URL url) {
        try {
            int accepts = url.getParameter("accepts", 0);
            PortSockets sockets =
                    new PortSockets(
                            InetAddress.getByName(url.getParameter("bind.ip", "0.0.0.0")),
                            url.getPort(),
                            accepts <= 0 ? DEFAULT_ACCEPTS : accepts,
                            Math.max(1, url.getParameter("idle", DEFAULT_IDLE)),
                            payload(url));
            boolean opened = false;
            try {
                // The registry has a filter of the JDK's own, and takes names from this host only.
                Registry registry = LocateRegistry.createRegistry(sockets.port(), null, sockets);
                opened = true;
                int threads = url.getParameter("threads", DEFAULT_THREADS);
                return new RmiPort(sockets, registry, threads <= 0 ? DEFAULT_THREADS : threads);
            } finally {
                if (!opened) {
                    sockets.close();
                }
            }
        } catch (IOException e) {
            throw ServicePort.notBound(url, e);
        }
    }

    private static int payload(URL url) {
        int payload = url.getParameter("payload", DEFAULT_PAYLOAD);
        return payload <= 0 ? Integer.MAX_VALUE : payload;
    }

    @Override
    public int number() {
        return sockets.port();
    }

    @Override
    public synchronized boolean isEmpty() {
        return services.isEmpty();
    }

    /** The name in the registry: {@code [group/]path[:version]}, of most services the path. */
    static String name(URL url, String path) {
        String group = url.getGroup();
        String version = url.getVersion();
        return (group == null || group.isEmpty() ? "" : group + "/")
                + path
                + (version == null || version.isEmpty() ? "" : ":" + version);
    }

    @Override
    public synchronized Exporter export(ProviderService service, Runnable left) {
        URL url = service.url();
        String path = url.getPath();
        String name = name(url, path.isEmpty() ? service.model().interfaceName() : path);
        RemoteService remote =
                new RemoteService(
                        new ProviderService(
                                service.model(),
                                url.withPort(number())
                                        .addParameterIfAbsent(RELEASE, SENDS_ATTACHMENTS),
                                service.answering(),
                                service.dropped(),
                                service.gates()),
                        permits,
                        active,
                        payload(url));
        List<String> names = names(name, remote);
        for (String each : names) {
            if (bound.contains(each)) {
                throw ServicePort.taken(each, number());
            }
        }
        try {
            for (Face face : remote.faces()) {
                Remote stub =
                        UnicastRemoteObject.exportObject(
                                face.object(), number(), null, sockets, face.filter());
                for (String suffix : face.suffixes()) {
                    registry.rebind(name + suffix, stub);
                }
            }
        } catch (RemoteException | IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service "
                            + name
                            + " cannot be exported by rmi: "
                            + e.getMessage()
                            + " (each method of a remote interface must throw"
                            + " java.rmi.RemoteException)",
                    e);
        }
        services.put(name, remote);
        bound.addAll(names);
        return new PortExporter(
                remote.service().url(),
                active::get,
                // RMI has no way to tell clients.
                () -> {},
                () -> {
                    unexport(name, remote);
                    left.run();
                });
    }

    private static List<String> names(String name, RemoteService remote) {
        return remote.faces().stream()
                .flatMap(face -> face.suffixes().stream())
                .map(suffix -> name + suffix)
                .toList();
    }

    private synchronized void unexport(String name, RemoteService remote) {
        if (services.remove(name, remote)) {
            names(name, remote).forEach(bound::remove);
            remote.faces().forEach(face -> unexport(name, face));
        }
    }

    private void unexport(String name, Face face) {
        try {
            UnicastRemoteObject.unexportObject(face.object(), true);
            for (String suffix : face.suffixes()) {
                unbind(name + suffix);
            }
        } catch (RemoteException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unbind(String name) throws RemoteException {
        try {
            registry.unbind(name);
        } catch (NotBoundException gone) {
            log.warn("{} had been taken out of the RMI registry by another process", name);
        }
    }

    @Override
    public synchronized void close() {
        Map.copyOf(services).forEach(this::unexport);
        try {
            UnicastRemoteObject.unexportObject(registry, true);
            sockets.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
