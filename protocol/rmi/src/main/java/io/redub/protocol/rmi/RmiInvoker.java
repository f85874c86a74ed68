package io.redub.protocol.rmi;

import io.redub.protocol.Continuation;
import io.redub.protocol.PassedOn;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.Reach;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.ServerException;
import java.rmi.UnmarshalException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One service of one provider, called by RMI on threads of this protocol. */
final class RmiInvoker implements ProviderInvoker {
    /** Most calls of the process that are under way, as each has a thread. */
    private static final int MOST_CALLS = 200;

    private static final Pattern CODE = Pattern.compile("\\[redub-(\\d{1,3}), ");
    private static final Executor THREADS = threads();

    private final URL url;
    private final String host;
    private final int port;
    private final PeerNames names;
    private final int connectMillis;
    private final int payload;
    private final AllowedTypes types;
    private final PeerForms forms;
    private final Target[] methods;
    private final CompletionStage<?> ready;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Reach reach = new Reach();
    private volatile @Nullable Stub stub;

    /** What is known of a method: how it is called in messages, its usual timeout. */
    private record Target(MethodModel method, String call, long millis) {}

    /** A call on its way, in the form of the object that it goes to. */
    private record Outgoing(
            Invocation call,
            Map<String, Object> attachments,
            long deadline,
            PeerForm form,
            byte[] request) {}

    /** What a peer answered, and the form of that. */
    private record Answered(PeerForm form, byte[] content) {}

    RmiInvoker(ServiceModel service, URL url) {
        this.url = url;
        this.host = url.getHost();
        this.port = url.getPort(RmiProtocol.DEFAULT_PORT);
        this.names = new PeerNames(service, url);
        this.connectMillis = Math.max(1, url.getParameter("connect.timeout", 3000));
        int most = url.getParameter("payload", RmiPort.DEFAULT_PAYLOAD);
        this.payload = most <= 0 ? Integer.MAX_VALUE : most;
        this.types = new FailureWorld(ServiceWorld.of(service, url));
        this.forms = new PeerForms(service, url, types);
        this.methods = service.methods().stream().map(this::target).toArray(Target[]::new);
        this.ready =
                url.getParameter("lazy", false)
                        ? CompletableFuture.completedFuture(null)
                        : prepared();
    }

    private Target target(MethodModel method) {
        return new Target(
                method,
                method.method().getDeclaringClass().getName()
                        + "."
                        + method.name()
                        + " at "
                        + host
                        + ":"
                        + port,
                Math.max(1, url.getMethodParameter(method.name(), "timeout", 1000)));
    }

    private static Executor threads() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                MOST_CALLS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "redub-rmi-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Reaches the registry, so that it is known before the first call whether one can. */
    private CompletionStage<?> prepared() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try {
            THREADS.execute(
                    () -> {
                        long deadline =
                                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(connectMillis);
                        try (Socket socket = new Socket()) {
                            stub = found(socket, deadline);
                            reach.reached();
                        } catch (Jrmp.Failure e) {
                            reach.failed();
                        } catch (IOException | NotBoundException | RuntimeException e) {
                            // The first call tells what is wrong.
                            reach.reached();
                        } finally {
                            done.complete(reach.available());
                        }
                    });
        } catch (RejectedExecutionException busy) {
            done.complete(true);
        }
        return done;
    }

    /** Asks the registry for the whole name, then, as other RMI servers have it, for the path. */
    private Stub found(Socket socket, long deadline)
            throws Jrmp.Failure, NotBoundException, IOException {
        // A socket is good for one question; of the first, the caller knows.
        AtomicReference<@Nullable Socket> given = new AtomicReference<>(socket);
        return names.find(
                name -> {
                    Socket unused = given.getAndSet(null);
                    try (Socket asking = unused == null ? new Socket() : unused) {
                        Stub read =
                                Stub.read(send(asking, port, null, Jrmp.lookUp(name), deadline));
                        // One that cannot be called is not kept.
                        forms.of(read);
                        return read;
                    }
                });
    }

    private byte[] send(
            Socket socket, int to, byte @Nullable [] id, byte[] call, long deadlineNanos)
            throws Jrmp.Failure {
        return Jrmp.exchange(
                socket,
                new InetSocketAddress(host, to),
                id,
                call,
                deadlineNanos,
                connectMillis,
                payload);
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        Target target = methods[call.method().index()];
        long start = System.nanoTime();
        long deadline = call.deadlineNanos();
        if (deadline == Invocation.NO_DEADLINE) {
            deadline = start + TimeUnit.MILLISECONDS.toNanos(target.millis);
        }
        if (deadline - start <= 0) {
            return failed(StatusCode.TIMEOUT, target, "its deadline has passed", null);
        }
        Stub known = stub;
        try {
            Outgoing outgoing =
                    outgoing(
                            call,
                            attachments(call, (deadline - start) / 1_000_000),
                            deadline,
                            known == null ? forms.likely() : forms.of(known));
            return started(target, outgoing);
        } catch (SerializationException e) {
            return failed(StatusCode.SERIALIZATION, target, String.valueOf(e.getMessage()), e);
        } catch (NotSent e) {
            return failed(e.code, target, String.valueOf(e.getMessage()), null);
        }
    }

    private Map<String, Object> attachments(Invocation call, long millisLeft) {
        long millis = Math.max(1, millisLeft);
        Map<String, Object> attachments =
                new LinkedHashMap<>(PassedOn.counted(call.attachments(), millis));
        String token = url.getParameter("token");
        if (token != null) {
            attachments.put("token", token);
        }
        return attachments;
    }

    private Outgoing outgoing(
            Invocation call, Map<String, Object> attachments, long deadline, PeerForm form)
            throws NotSent {
        if (!form.has(call.method())) {
            throw new NotSent(
                    StatusCode.METHOD_NOT_FOUND, "a remote interface has its own methods only");
        }
        long millisLeft = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        byte[] request = form.request(call, attachments, Math.max(1, millisLeft));
        if (request.length > payload) {
            throw new NotSent(
                    StatusCode.LIMIT_EXCEEDED,
                    "the request has "
                            + request.length
                            + " bytes (payload limit: "
                            + payload
                            + ")");
        }
        return new Outgoing(call, attachments, deadline, form, request);
    }

    private static final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;
        private final StatusCode code;

        NotSent(StatusCode code, String why) {
            super(why);
            this.code = code;
        }
    }

    private CompletionStage<Result> started(Target target, Outgoing outgoing) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Socket socket = new Socket();
        try {
            THREADS.execute(() -> run(target, outgoing, socket, result));
        } catch (RejectedExecutionException e) {
            return failed(
                    StatusCode.LIMIT_EXCEEDED,
                    target,
                    MOST_CALLS + " calls of this process by rmi are under way",
                    null);
        }
        // Reading ends in time by itself; a peer that takes nothing would hold the thread.
        long left = outgoing.deadline - System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        result.completeOnTimeout(
                Result.failure(
                        Status.of(
                                StatusCode.TIMEOUT,
                                Origin.AFTER_SEND,
                                target.call + " was sent: no answer in time")),
                Math.max(1, left),
                TimeUnit.NANOSECONDS);
        result.whenComplete((done, fault) -> closeQuietly(socket));
        return outgoing.call.mode() == CallMode.ONE_WAY
                ? CompletableFuture.completedFuture(Result.NULL)
                : result;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(
            Target target, Outgoing outgoing, Socket socket, CompletableFuture<Result> result) {
        Result early;
        try {
            Answered answer = answer(outgoing, socket, result);
            reach.reached();
            Continuation.of(outgoing.call, () -> result.complete(read(target, answer)));
            return;
        } catch (Jrmp.Failure e) {
            early = Result.failure(status(target, e));
        } catch (NotBoundException e) {
            early =
                    Result.failure(
                            new Status(
                                    StatusCode.SERVICE_NOT_FOUND,
                                    Origin.BEFORE_SEND,
                                    target.call
                                            + " was not sent: the RMI registry has no "
                                            + e.getMessage(),
                                    e));
        } catch (IOException | NotSent | RuntimeException e) {
            early =
                    Result.failure(
                            new Status(
                                    e instanceof NotSent known ? known.code : StatusCode.PROTOCOL,
                                    Origin.BEFORE_SEND,
                                    target.call + " was not sent: " + e.getMessage(),
                                    e));
        }
        Result told = early;
        Continuation.of(outgoing.call, () -> result.complete(told));
    }

    private Answered answer(Outgoing outgoing, Socket socket, CompletableFuture<Result> result)
            throws Jrmp.Failure, NotBoundException, IOException, NotSent {
        long deadline = outgoing.deadline;
        Stub known = stub;
        if (known != null && forms.of(known) == outgoing.form) {
            try {
                byte[] answer = send(socket, known.port(), known.id(), outgoing.request, deadline);
                if (!isGone(answer)) {
                    return new Answered(outgoing.form, answer);
                }
            } catch (Jrmp.Failure e) {
                if (e.sent() || e.isTimeout()) {
                    throw e;
                }
            }
            // It was exported anew: nothing ran, so it is asked for again.
            stub = null;
        }
        Stub found;
        try (Socket asking = new Socket()) {
            found = found(asking, deadline);
        } catch (Jrmp.Failure e) {
            throw e.beforeTheCall();
        }
        stub = found;
        PeerForm form = forms.of(found);
        byte[] request =
                form == outgoing.form
                        ? outgoing.request
                        : outgoing(outgoing.call, outgoing.attachments, deadline, form).request;
        try (Socket calling = known == null ? socket : new Socket()) {
            if (calling != socket) {
                result.whenComplete((done, fault) -> closeQuietly(calling));
            }
            return new Answered(form, send(calling, found.port(), found.id(), request, deadline));
        }
    }

    private boolean isGone(byte[] answer) {
        try {
            Answer read = new Answer(answer, types);
            return !read.isReturn() && read.thrown() instanceof NoSuchObjectException;
        } catch (SerializationException e) {
            // Whoever reads it says so; the call may have run.
            return false;
        }
    }

    private Result read(Target target, Answered answered) {
        try {
            Answer answer = new Answer(answered.content, types);
            if (answer.isReturn()) {
                return answered.form.returned(target.method, answer);
            }
            Throwable thrown = answer.thrown();
            Status known = answered.form.thrown(target.method, thrown);
            return Result.failure(known == null ? thrown(target, thrown) : known);
        } catch (RuntimeException | StackOverflowError e) {
            return Result.failure(
                    new Status(
                            StatusCode.SERIALIZATION,
                            Origin.AFTER_SEND,
                            "the answer of " + target.call + " cannot be read: " + e.getMessage(),
                            e));
        }
    }

    private static Status thrown(Target target, Throwable thrown) {
        if (thrown instanceof NoSuchObjectException) {
            return new Status(
                    StatusCode.SERVICE_NOT_FOUND,
                    Origin.REMOTE,
                    target.call + " was not run: the service has left",
                    thrown);
        }
        if (!(thrown instanceof ServerException failed)) {
            return CallForm.thrown(thrown);
        }
        String message = String.valueOf(failed.getMessage());
        if (failed.detail instanceof UnmarshalException) {
            return new Status(StatusCode.SERIALIZATION, Origin.REMOTE, message, thrown);
        }
        // What Redub tells clients that do not have its classes.
        Matcher code = CODE.matcher(message);
        return code.find()
                ? new Status(
                        StatusCode.of(Integer.parseInt(code.group(1))),
                        Origin.REMOTE,
                        message,
                        thrown)
                : Status.application(thrown);
    }

    private Status status(Target target, Jrmp.Failure failure) {
        if (!failure.sent() && !failure.isTimeout()) {
            reach.failed();
        }
        StatusCode code =
                failure.isTimeout()
                        ? StatusCode.TIMEOUT
                        : failure.isTooLarge() ? StatusCode.LIMIT_EXCEEDED : StatusCode.NETWORK;
        return new Status(
                code,
                failure.sent() ? Origin.AFTER_SEND : Origin.BEFORE_SEND,
                target.call
                        + (failure.sent() ? " was sent: " : " was not sent: ")
                        + failure.getMessage(),
                failure);
    }

    private static CompletionStage<Result> failed(
            StatusCode code, Target target, String why, @Nullable Throwable cause) {
        return Result.failed(
                new Status(code, Origin.BEFORE_SEND, target.call + " was not sent: " + why, cause));
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public boolean available() {
        return !closed.get() && reach.available();
    }

    @Override
    public CompletionStage<?> ready() {
        return ready;
    }

    /** Each call has its own connection, which ends with it. */
    @Override
    public void close() {
        closed.set(true);
    }
}
