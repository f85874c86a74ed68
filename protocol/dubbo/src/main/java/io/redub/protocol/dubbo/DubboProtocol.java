package io.redub.protocol.dubbo;

import io.redub.exchange.Exchange;
import io.redub.exchange.ExchangeOptions;
import io.redub.exchange.WorkerPool;
import io.redub.protocol.CallbackParameters;
import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.protocol.SerializationChoice;
import io.redub.protocol.ServicePort;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.Serialization;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dubbo protocol: one long connection per peer, multiplexed. I/O threads and timer run while
 * anything is exported or referred, and are shared by all of it.
 */
public final class DubboProtocol implements Protocol {
    static final int DEFAULT_PORT = 20880;

    private static final Logger log = LoggerFactory.getLogger(DubboProtocol.class);
    private static final Set<String> PER_PORT =
            Set.of(
                    "threads",
                    "queues",
                    "threadname",
                    "payload",
                    "accepts",
                    "heartbeat",
                    "bind.ip",
                    "iothreads");

    private final Map<Integer, DubboServer> servers = new HashMap<>();
    private final Map<DubboServer, Map<String, String>> serverSettings = new HashMap<>();

    /** Of one reference to one provider; more would do no good to either. */
    private static final int MAX_CONNECTIONS = 1024;

    private static final int CALLBACK_THREADS = 200;
    private static final int CALLBACK_QUEUE = 4096;

    /** Serves what providers call back; without threads while there is nothing. */
    private final WorkerPool callbackWorkers =
            new WorkerPool("redub-called-back", CALLBACK_THREADS, CALLBACK_QUEUE);

    private final ClientPool clients = new ClientPool();
    private @Nullable Exchange exchange;
    private int users;

    @Override
    public int getDefaultPort() {
        return DEFAULT_PORT;
    }

    /** That of HTTP: the first bytes tell the two apart. */
    @Override
    public String portFamily() {
        return "http";
    }

    @Override
    public synchronized Exporter export(ProviderService service) {
        URL url = service.url();
        Exchange running = acquire(url);
        boolean exported = false;
        try {
            int port = url.getPort();
            DubboServer server = port == 0 ? null : servers.get(port);
            if (server == null) {
                server = listen(running, url);
                servers.put(server.port(), server);
                serverSettings.put(server, settings(url));
            } else if (!settings(url).equals(serverSettings.get(server))) {
                log.warn(
                        "Port {} is open already with {}; what {} sets is left out: {}",
                        port,
                        serverSettings.get(server),
                        url.getServiceKey(),
                        settings(url));
            }
            Exporter exporter = server.export(service, offered(url), this::left);
            exported = true;
            return exporter;
        } finally {
            if (!exported) {
                releaseExchange();
            }
        }
    }

    /** The parameters that hold for a port as a whole: the first service on it sets them. */
    private static Map<String, String> settings(URL url) {
        Map<String, String> set = new TreeMap<>(url.getParameters());
        set.keySet().retainAll(PER_PORT);
        return set;
    }

    private static DubboServer listen(Exchange running, URL url) {
        String host = url.getParameter("bind.ip", "0.0.0.0");
        try {
            return new DubboServer(running, host, url.getPort(), options(url), url);
        } catch (IOException e) {
            throw ServicePort.notBound(url, e);
        }
    }

    /** A service left its server; a server without services is closed. */
    private void left(DubboServer server) {
        boolean empty;
        synchronized (this) {
            empty = server.services().isEmpty() && servers.remove(server.port(), server);
            if (empty) {
                serverSettings.remove(server);
            }
        }
        if (empty) {
            server.close();
        }
        release();
    }

    @Override
    public synchronized ProviderInvoker refer(ServiceModel service, URL url) {
        Exchange running = acquire(url);
        ClientPool.Lease lease = null;
        boolean referred = false;
        try {
            Serialization serialization =
                    SerializationChoice.require(SerializationChoice.preferred(url));
            ExchangeOptions options = options(url);
            CallbackParameters parameters = CallbackParameters.of(service, url);
            LocalCallbacks callbacks =
                    parameters == null
                            ? null
                            : new LocalCallbacks(
                                    parameters,
                                    url,
                                    serialization,
                                    callbackWorkers,
                                    options.payload());
            lease = lease(running, url, options, callbacks);
            ClientPool.Lease leased = lease;
            ProviderInvoker invoker =
                    new DubboInvoker(
                            service,
                            Destination.service(
                                    url.getParameter("interface", service.interfaceName()), url),
                            url,
                            leased.channel(),
                            callbacks,
                            serialization,
                            ServiceWorld.of(service, url),
                            Codecs.writers(serialization),
                            options.payload(),
                            () -> {
                                leased.close();
                                release();
                            });
            referred = true;
            return invoker;
        } finally {
            if (!referred) {
                if (lease != null) {
                    lease.close();
                }
                releaseExchange();
            }
        }
    }

    /** A reference with callbacks has its own connection: they belong to it. */
    private ClientPool.Lease lease(
            Exchange running,
            URL url,
            ExchangeOptions options,
            @Nullable LocalCallbacks callbacks) {
        String host = url.getHost();
        int port = url.getPort(DEFAULT_PORT);
        int own = bounded(url, "connections", 0);
        if (callbacks != null) {
            return ClientPool.own(running, host, port, options, 1, callbacks);
        }
        return own > 0
                ? ClientPool.own(running, host, port, options, own, null)
                : clients.lease(running, host, port, options, bounded(url, "shareconnections", 1));
    }

    private static int bounded(URL url, String key, int atLeast) {
        int count = url.getParameter(key, atLeast);
        if (count < atLeast || count > MAX_CONNECTIONS) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    key + ": " + count + " (expected: " + atLeast + ".." + MAX_CONNECTIONS + ")");
        }
        return count;
    }

    private static List<Serialization> offered(URL url) {
        return SerializationChoice.offered(url).stream().map(SerializationChoice::require).toList();
    }

    static ExchangeOptions options(URL url) {
        ExchangeOptions defaults = ExchangeOptions.DEFAULT;
        return new ExchangeOptions(
                url.getParameter("payload", defaults.payload()),
                millis(url, "heartbeat", defaults.heartbeat()),
                millis(url, "connect.timeout", defaults.connectTimeout()),
                url.getParameter("accepts", defaults.maxConnections()),
                url.getParameter("lazy", defaults.lazy()),
                !"false".equals(url.getParameter("reconnect")),
                url.getParameter("send.reconnect", defaults.reconnectToSend()));
    }

    private static Duration millis(URL url, String key, Duration otherwise) {
        return Duration.ofMillis(url.getParameter(key, otherwise.toMillis()));
    }

    private Exchange acquire(URL url) {
        Exchange running = exchange;
        if (running == null) {
            running =
                    Exchange.open(
                            url.getParameter("transporter", "netty"),
                            url.getParameter("iothreads", 0));
            exchange = running;
        }
        users++;
        return running;
    }

    private synchronized void release() {
        releaseExchange();
    }

    private void releaseExchange() {
        users--;
        Exchange running = exchange;
        if (users == 0 && running != null) {
            exchange = null;
            running.closeWhenIdle();
        }
    }

    @Override
    public boolean asksGates() {
        return true;
    }

    @Override
    public void destroy() {
        Map<Integer, DubboServer> open;
        synchronized (this) {
            open = new HashMap<>(servers);
            servers.clear();
        }
        open.values().forEach(DubboServer::close);
    }
}
