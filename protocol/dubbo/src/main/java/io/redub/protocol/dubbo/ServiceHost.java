package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.AnswerChannel;
import io.redub.exchange.FrameHeader;
import io.redub.exchange.LogLimit;
import io.redub.exchange.RequestHandler;
import io.redub.exchange.ResponseStatus;
import io.redub.exchange.WorkerPool;
import io.redub.protocol.MethodGate;
import io.redub.protocol.Priority;
import io.redub.service.StatusCode;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services that requests of connections are for: those behind a port, or the callbacks of a
 * consumer. The I/O threads only hand requests to the workers. Thread-safe; services come and go
 * under the lock of their owner.
 */
final class ServiceHost implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(ServiceHost.class);

    private final WorkerPool workers;
    private final int payload;
    private final UnderWay undecoded = new UnderWay();
    private final LogLimit refusals = new LogLimit();
    private final RemoteCallbacks callbacks = new RemoteCallbacks();
    private volatile ServiceTable services = ServiceTable.EMPTY;

    ServiceHost(WorkerPool workers, int payload) {
        this.workers = workers;
        this.payload = payload;
    }

    ServiceTable services() {
        return services;
    }

    synchronized void add(ExportedService service) {
        services = services.with(service);
    }

    synchronized void remove(ExportedService service) {
        services = services.without(service);
    }

    synchronized void removeAll() {
        services = ServiceTable.EMPTY;
    }

    int payload() {
        return payload;
    }

    /** Requests that wait for a thread. */
    int queued() {
        return workers.queued();
    }

    /** Requests taken in whose service is not known yet. */
    UnderWay undecoded() {
        return undecoded;
    }

    /** What consumers gave to be called back. */
    RemoteCallbacks callbacks() {
        return callbacks;
    }

    @Override
    public void request(AnswerChannel channel, int flags, long id, ByteBuf body) {
        ServiceTable table = services;
        MethodGate gate = table.hasGates() ? gate(table, flags, body) : null;
        if (gate != null) {
            Priority priority = gate.priority(null);
            if (!gate.enter(priority)) {
                body.release();
                refuseUnderLoad(channel, flags, id, gate, priority);
                return;
            }
        }
        undecoded.begin();
        DubboRequest request = new DubboRequest(this, channel, flags, id, body, gate);
        if ((flags & FrameHeader.TWO_WAY) != 0) {
            channel.serving(request);
        }
        try {
            workers.execute(request);
        } catch (RejectedExecutionException full) {
            request.neverRuns();
            refuse(
                    channel,
                    flags,
                    id,
                    ResponseStatus.SERVER_THREADPOOL_EXHAUSTED,
                    StatusCode.LIMIT_EXCEEDED,
                    "provider is busy: " + full.getMessage());
        }
    }

    @Override
    public void tooLarge(AnswerChannel channel, int flags, long id, int length) {
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

    /**
     * The gate that a request has to pass, as far as its first bytes are known: what is refused is
     * neither decoded nor queued. Null if there is none, or it turns out on a worker thread.
     */
    private static @Nullable MethodGate gate(ServiceTable table, int flags, ByteBuf body) {
        if ((flags & FrameHeader.SERIALIZATION_MASK) != DubboWire.HESSIAN2) {
            return null;
        }
        int length = PrefixCache.headLength(body);
        PrefixCache.Entry known = length < 0 ? null : table.prefixes().find(body, length);
        return known == null ? null : known.target.gate();
    }

    /** As busy, which tells Dubbo's consumers, too, that the call did not run. */
    void refuseUnderLoad(
            AnswerChannel channel, int flags, long id, MethodGate gate, Priority priority) {
        refuse(
                channel,
                flags,
                id,
                ResponseStatus.SERVER_THREADPOOL_EXHAUSTED,
                StatusCode.LIMIT_EXCEEDED,
                gate.refusal(priority));
    }

    /** Answers with a status other than OK, if an answer is due, and tells the log. */
    void refuse(
            AnswerChannel channel,
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
    public void closed(AnswerChannel channel) {
        callbacks.forget(channel);
    }
}
