package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.Exchange;
import io.redub.exchange.ExchangeChannel;
import io.redub.exchange.ExchangeOptions;
import io.redub.exchange.ExchangeServer;
import io.redub.exchange.FrameHeader;
import io.redub.exchange.LogLimit;
import io.redub.exchange.RequestHandler;
import io.redub.exchange.ResponseStatus;
import io.redub.exchange.WorkerPool;
import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderService;
import io.redub.serialize.Serialization;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port and the services behind it. The I/O threads only hand requests to the worker pool. */
final class DubboServer implements RequestHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DubboServer.class);
    private static final int DEFAULT_THREADS = 200;
    private static final int DEFAULT_QUEUE = 4096;

    private final WorkerPool workers;
    private final ExchangeServer server;
    private final int payload;
    private final UnderWay undecoded = new UnderWay();

    /** Services whose stop was announced and that are still exported, by identity. */
    private final Set<ExportedService> stopping = new HashSet<>();

    private final LogLimit refusals = new LogLimit();
    private volatile ServiceTable services = ServiceTable.EMPTY;

    DubboServer(Exchange exchange, String host, int port, ExchangeOptions options, URL url)
            throws IOException {
        this.payload = options.payload();
        int queue = url.getParameter("queues", DEFAULT_QUEUE);
        this.workers =
                new WorkerPool(
                        url.getParameter("threadname", "redub-worker"),
                        url.getParameter("threads", DEFAULT_THREADS),
                        queue <= 0 ? DEFAULT_QUEUE : queue);
        this.server = exchange.bind(host, port, options, this);
    }

    int port() {
        return server.port();
    }

    ServiceTable services() {
        return services;
    }

    int payload() {
        return payload;
    }

    /** Requests taken in whose service is not known yet. */
    UnderWay undecoded() {
        return undecoded;
    }

    synchronized Exporter export(
            ProviderService service,
            Collection<Serialization> serializations,
            Consumer<DubboServer> onUnexport) {
        URL url = service.url().withPort(port());
        ExportedService exported =
                new ExportedService(
                        new ProviderService(service.model(), url, service.invoker()),
                        serializations);
        ServiceTable current = services;
        if (current.contains(exported.key())) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service "
                            + exported.key()
                            + " is already exported on port "
                            + port()
                            + " (give one of them another group, version, path or port)");
        }
        services = current.with(exported);
        return new DubboExporter(this, exported, onUnexport);
    }

    synchronized void unexport(ExportedService exported) {
        services = services.without(exported);
        boolean announced = stopping.remove(exported);
        if (!announced) {
            announceIfAllStop();
        }
    }

    /**
     * Consumers are told once every service here is stopping: they share one connection for all of
     * them, and what they are told holds for the connection.
     */
    synchronized void announceStop(ExportedService exported) {
        if (services.find(exported.key()) == exported && stopping.add(exported)) {
            announceIfAllStop();
        }
    }

    private void announceIfAllStop() {
        if (!stopping.isEmpty() && stopping.size() == services.size()) {
            server.announceStop();
        }
    }

    /** Calls of the service not yet answered, and requests that may turn out to be such. */
    int active(ExportedService exported) {
        // Requests go from the first count into the second.
        int unknown = undecoded.count();
        return unknown + exported.calls().count();
    }

    @Override
    public void request(ExchangeChannel channel, int flags, long id, ByteBuf body) {
        undecoded.begin();
        DubboRequest request = new DubboRequest(this, channel, flags, id, body);
        try {
            workers.execute(request);
        } catch (RejectedExecutionException full) {
            body.release();
            undecoded.end();
            refuse(
                    channel,
                    flags,
                    id,
                    ResponseStatus.SERVER_THREADPOOL_EXHAUSTED,
                    StatusCode.LIMIT_EXCEEDED,
                    "provider at port " + port() + " is busy: " + full.getMessage());
        }
    }

    @Override
    public void tooLarge(ExchangeChannel channel, int flags, long id, int length) {
        refuse(
                channel,
                flags,
                id,
                ResponseStatus.BAD_REQUEST,
                StatusCode.LIMIT_EXCEEDED,
                "Fail to decode request due to: the body has "
                        + length
                        + " bytes (payload limit: "
                        + payload
                        + ")");
    }

    /** Answers with a status other than OK, if an answer is due, and tells the log. */
    void refuse(
            ExchangeChannel channel,
            int flags,
            long id,
            int status,
            StatusCode code,
            String message) {
        if (refusals.permit()) {
            String told = ErrorFrame.cut(message);
            log.warn("Refused a request of {} with status {}: {}", channel.peer(), status, told);
        }
        if ((flags & FrameHeader.TWO_WAY) != 0) {
            int serialization = flags & FrameHeader.SERIALIZATION_MASK;
            channel.answer(ErrorFrame.of(serialization, id, status, code, message));
        }
    }

    @Override
    public void close() {
        server.close();
        workers.close();
    }
}
