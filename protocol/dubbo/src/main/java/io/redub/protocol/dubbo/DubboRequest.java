package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.AnswerChannel;
import io.redub.exchange.FrameHeader;
import io.redub.exchange.ResponseStatus;
import io.redub.exchange.ServedCall;
import io.redub.protocol.CallbackParameters;
import io.redub.protocol.MethodGate;
import io.redub.protocol.Priority;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from decoding to its answer, on a worker thread. The service and the method are found
 * before a single argument is read, and arguments are read only as the types they declare.
 */
final class DubboRequest extends ServedCall implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DubboRequest.class);

    /**
     * Nanoseconds for each millisecond of the method's time, or of its caller's if that is longer,
     * that a request may wait for a thread while others wait behind it. A queue that does not get
     * shorter is served from its old end: if nothing is refused, each call is begun when it is too
     * late for it, and all are in vain. That it is the same for all callers keeps those served that
     * have less time left, as they serve a call themselves.
     */
    private static final long EIGHTH = 125_000;

    /** The same for the time of a caller that has less. */
    private static final long HALF = 500_000;

    /** The same for when nobody waits for its answer any more. */
    private static final long WHOLE = 1_000_000;

    /** No remembered head has this length. */
    private static final int UNKNOWN = -1;

    private final ServiceHost host;
    private final AnswerChannel channel;
    private final int flags;
    private final ByteBuf body;

    /** The gate it has passed and must leave; null if there is none, or it is not known yet. */
    private @Nullable MethodGate gate;

    private boolean answered;

    /** Where this request counts as under way; null while it is not known who is to answer. */
    private @Nullable ExportedService counted;

    DubboRequest(
            ServiceHost host,
            AnswerChannel channel,
            int flags,
            long id,
            ByteBuf body,
            @Nullable MethodGate passed) {
        super(id);
        this.host = host;
        this.channel = channel;
        this.flags = flags;
        this.body = body;
        this.gate = passed;
    }

    private boolean twoWay() {
        return (flags & FrameHeader.TWO_WAY) != 0;
    }

    @Override
    public void run() {
        begun();
        boolean answering = false;
        try {
            answering = decodeAndInvoke();
        } catch (SerializationException | UnknownServiceException e) {
            StatusCode code =
                    e instanceof UnknownServiceException
                            ? StatusCode.SERVICE_NOT_FOUND
                            : StatusCode.SERIALIZATION;
            refuse(
                    ResponseStatus.BAD_REQUEST,
                    code,
                    "Fail to decode request due to: " + e.getMessage());
        } catch (RpcException e) {
            refuse(ResponseStatus.SERVICE_ERROR, e.status().code(), e.status().message());
        } catch (RuntimeException | Error e) {
            log.error("A request of {} failed in the framework", channel.peer(), e);
            refuse(ResponseStatus.SERVICE_ERROR, StatusCode.INTERNAL, "internal error: " + e);
        } finally {
            body.release();
            if (!answering) {
                finished();
            }
        }
    }

    /** There is no thread for it. */
    void neverRuns() {
        body.release();
        finished();
    }

    private void finished() {
        ended();
        MethodGate passed = gate;
        if (passed != null) {
            passed.leave(receivedNanos(), answered);
        }
        ExportedService service = counted;
        if (service == null) {
            host.undecoded().end();
        } else {
            service.calls().end();
        }
    }

    private void refuse(int status, StatusCode code, String message) {
        host.refuse(channel, flags, id(), status, code, message);
    }

    /** Whether nobody would get the answer of a call that asks for one. */
    private boolean callerHasGone() {
        return twoWay() && (withdrawn() || !channel.isOpen());
    }

    /** True if an answer was or will be sent, or none is due, and {@code finished} is told then. */
    private boolean decodeAndInvoke() {
        ServiceTable services = host.services();
        int serialization = flags & FrameHeader.SERIALIZATION_MASK;
        Serialization spoken = services.spoken(serialization);
        ObjectReader reader = Codecs.free(Codecs.readers(spoken).get(), spoken);
        ServiceTable.Target target;
        @Nullable Object[] arguments;
        RequestAttachments attachments;
        try {
            // Other serializations may have such bytes, with another meaning.
            int length =
                    serialization == DubboWire.HESSIAN2 ? PrefixCache.headLength(body) : UNKNOWN;
            PrefixCache.Entry entry =
                    length == UNKNOWN ? null : services.prefixes().find(body, length);
            if (entry != null) {
                body.skipBytes(length);
                target = entry.target;
                reader.begin(body, target.offer().service().types());
            } else {
                int start = body.readerIndex();
                reader.begin(body, HeadReader.NOTHING);
                target = readHead(services, serialization, reader);
                int read = body.readerIndex() - start;
                if (read == length) {
                    entry =
                            services.prefixes()
                                    .add(
                                            PrefixCache.copy(body, start, read),
                                            PrefixCache.hash(body, start, read),
                                            target);
                }
                reader.admit(target.offer().service().types());
            }
            if (callerHasGone()) {
                target.offer().service().dropped().increment();
                return false;
            }
            arguments = new Object[target.prepared().parameters().length];
            attachments = readArguments(services, target, entry, reader, arguments);
        } finally {
            reader.end();
        }
        return invoke(target, attachments, arguments);
    }

    private static ServiceTable.Target readHead(
            ServiceTable services, int serialization, ObjectReader reader) {
        String protocolVersion = HeadReader.required(reader, "protocol version");
        String name = HeadReader.required(reader, "service");
        String version = reader.readString();
        String method = HeadReader.required(reader, "method");
        String descriptor = HeadReader.required(reader, "parameter descriptor");
        ExportedService service = services.candidate(name, version);
        if (service == null) {
            throw new UnknownServiceException(
                    "Service not found: "
                            + HeadReader.shown(name)
                            + (version == null ? "" : ":" + HeadReader.shown(version))
                            + ", "
                            + HeadReader.shown(method)
                            + " (exported: "
                            + services.known()
                            + ")");
        }
        Offer offer = offer(service, serialization);
        PreparedMethod prepared = offer.find(method, descriptor);
        if (prepared == null) {
            throw new UnknownServiceException(
                    "Service not found: "
                            + service.key()
                            + ", "
                            + HeadReader.shown(method)
                            + " with parameters '"
                            + HeadReader.shown(descriptor)
                            + "': the service has no such method");
        }
        return new ServiceTable.Target(
                offer, prepared, DubboWire.readsAttachments(protocolVersion));
    }

    private static Offer offer(ExportedService service, int serialization) {
        Offer offer = service.offer(serialization);
        if (offer == null) {
            throw new SerializationException(
                    "serialization id " + serialization + " is not offered by " + service.key());
        }
        return offer;
    }

    private RequestAttachments readArguments(
            ServiceTable services,
            ServiceTable.Target target,
            PrefixCache.@Nullable Entry entry,
            ObjectReader reader,
            @Nullable Object[] arguments) {
        ExportedService service = target.offer().service();
        DeclaredType[] parameters = target.prepared().parameters();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = reader.readObject(parameters[i]);
        }
        RequestAttachments known = entry == null ? null : entry.suffixes.find(body);
        if (known != null) {
            return known;
        }
        int start = body.readerIndex();
        Map<String, Object> map = reader.readMap();
        RequestAttachments read = RequestAttachments.of(map, service, services);
        boolean onlyStrings = map.values().stream().allMatch(String.class::isInstance);
        if (entry != null && onlyStrings && !body.isReadable()) {
            int more = entry.suffixes.add(body, start, body.readerIndex() - start, read);
            if (more != 0) {
                services.prefixes().spend(more);
            }
        }
        return read;
    }

    /** False: it has waited too long to be begun, and is refused. */
    private boolean isInTime(ExportedService service, MethodModel method, long timeout) {
        long waited = System.nanoTime() - receivedNanos();
        if (waited >= timeout * WHOLE) {
            service.dropped().increment();
            refuse(
                    ResponseStatus.SERVER_TIMEOUT,
                    StatusCode.TIMEOUT,
                    waited(service, method, waited, timeout));
            return false;
        }
        long longest = Math.max(timeout, service.timeoutMillis(method)) * EIGHTH;
        if (waited > Math.min(timeout * HALF, longest) && host.queued() > 0) {
            refuse(
                    ResponseStatus.SERVER_THREADPOOL_EXHAUSTED,
                    StatusCode.LIMIT_EXCEEDED,
                    "provider is busy: "
                            + waited(service, method, waited, timeout)
                            + "; it is refused as more calls wait behind it");
            return false;
        }
        return true;
    }

    /**
     * False: refused, and answered so. What its first bytes left open is decided here: they may
     * have been unknown, and a call may ask for a lower class by an attachment behind its
     * arguments.
     */
    private boolean admitted(@Nullable MethodGate wanted, RequestAttachments attachments) {
        MethodGate passed = gate;
        if (wanted == passed && attachments.priority() == null) {
            return true;
        }
        if (passed != null) {
            passed.leave();
            gate = null;
        }
        if (wanted == null) {
            return true;
        }
        Priority priority = wanted.priority(attachments.priority());
        if (!wanted.enter(priority)) {
            host.refuseUnderLoad(channel, flags, id(), wanted, priority);
            return false;
        }
        gate = wanted;
        return true;
    }

    /** False: refused under load, and answered so. */
    private boolean invoke(
            ServiceTable.Target target, RequestAttachments attachments, Object[] arguments) {
        ExportedService service = attachments.service();
        Offer offer = target.offer();
        PreparedMethod prepared = target.prepared();
        if (service != offer.service()) {
            MethodModel asked = prepared.method();
            offer = offer(service, flags & FrameHeader.SERIALIZATION_MASK);
            prepared = offer.find(asked.name(), asked.descriptor());
            if (prepared == null) {
                throw new UnknownServiceException(
                        "Service not found: " + service.key() + ", " + asked.name());
            }
        }
        MethodModel method = prepared.method();
        long timeout = attachments.timeoutMillis();
        long deadline =
                timeout > 0 ? receivedNanos() + timeout * 1_000_000 : Invocation.NO_DEADLINE;
        if ((twoWay() && timeout > 0 && !isInTime(service, method, timeout))
                || !admitted(service.gate(method), attachments)) {
            return false;
        }
        List<CallbackParameters.Parameter> callbacks = service.callbacks(method);
        if (!callbacks.isEmpty()) {
            host.callbacks().resolve(callbacks, arguments, attachments, offer, channel);
        }
        // In this order, so that the request is never counted nowhere.
        service.calls().begin();
        counted = service;
        host.undecoded().end();
        if (method == service.model().echo()) {
            respond(offer, prepared, target, attachments, Result.value(arguments[0]));
            return true;
        }
        Invocation call =
                new Invocation(
                        method,
                        arguments,
                        attachments.map(),
                        twoWay() ? CallMode.ASYNC : CallMode.ONE_WAY,
                        Runnable::run,
                        deadline);
        RpcContext context = RpcContext.enter(call, channel.peer(), attachments.passedOn());
        CompletionStage<Result> promised;
        try {
            promised = service.invoker().invoke(call);
        } finally {
            context.leave();
        }
        Offer asked = offer;
        PreparedMethod answered = prepared;
        CompletableFuture<Result> future = promised.toCompletableFuture();
        if (future.isDone()) {
            Result result = withReply(future.join(), context.replies());
            respond(asked, answered, target, attachments, result);
        } else {
            promised.whenComplete(
                    (result, fault) ->
                            respond(
                                    asked,
                                    answered,
                                    target,
                                    attachments,
                                    withReply(
                                            fault == null ? result : broken(fault),
                                            context.replies())));
        }
        return true;
    }

    private String waited(ExportedService service, MethodModel method, long nanos, long timeout) {
        return service.key()
                + "."
                + method.name()
                + " was not run: it waited "
                + nanos / 1_000_000
                + " ms for a thread, and its caller waits "
                + timeout
                + " ms";
    }

    private static Result withReply(Result result, Map<String, Object> reply) {
        return reply.isEmpty() ? result : result.withAttachments(reply);
    }

    private static Result broken(Throwable fault) {
        return Result.failure(Status.application(fault));
    }

    private void respond(
            Offer offer,
            PreparedMethod prepared,
            ServiceTable.Target target,
            RequestAttachments attachments,
            Result result) {
        answered = result instanceof Result.Value;
        try {
            returned();
            if (!twoWay() || withdrawn()) {
                return;
            }
            ByteBuf frame;
            try {
                frame =
                        ResponseEncoder.encode(
                                offer,
                                prepared,
                                id(),
                                attachments.asksForLoad() ? MachineLoad.beside(result) : result,
                                target.readsAttachments(),
                                attachments.dialect(),
                                host.payload());
            } catch (SerializationException e) {
                refuse(
                        ResponseStatus.BAD_RESPONSE,
                        StatusCode.SERIALIZATION,
                        "Failed to send the answer of "
                                + offer.service().key()
                                + "."
                                + prepared.method().name()
                                + ": "
                                + e.getMessage());
                return;
            }
            channel.answer(frame);
        } catch (RuntimeException | Error e) {
            log.error("Answering {} failed in the framework", channel.peer(), e);
            refuse(ResponseStatus.SERVICE_ERROR, StatusCode.INTERNAL, "internal error: " + e);
        } finally {
            finished();
        }
    }
}
