package com.example;

import io.redub.protocol.ProviderInvoker;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One provider on a connection of its own, with a thread that reads it. Thread-safe. */
final class MyInvoker implements ProviderInvoker {
    private static final int MOST_PENDING = 10_000;

    private final URL url;
    private final MyCodec codec;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<String>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private Socket socket;
    private LineWriter out;
    private boolean connecting;
    private boolean closed;

    MyInvoker(ServiceModel service, URL url) {
        this.url = url;
        this.codec = new MyCodec(service, url);
        connect();
    }

    private synchronized void connect() {
        if (!connecting && !closed) {
            connecting = true;
            Thread thread = new Thread(this::read, "my-" + url.getAddress());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Connects, then reads until the connection ends. */
    private void read() {
        try (Socket connection = new Socket()) {
            int patience = url.getParameter("connect.timeout", 3000);
            connection.connect(new InetSocketAddress(url.getHost(), url.getPort()), patience);
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    connection.getInputStream(), StandardCharsets.US_ASCII));
            opened(connection);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                CompletableFuture<String> waiting = pending.remove(line.substring(0, space));
                if (waiting != null) {
                    waiting.complete(line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            System.getLogger("my").log(System.Logger.Level.DEBUG, url.getAddress(), e);
        } finally {
            ended();
        }
    }

    private synchronized void opened(Socket connection) throws IOException {
        socket = connection;
        out = new LineWriter(connection.getOutputStream());
        if (closed) {
            connection.close();
        }
        ready.complete(null);
    }

    private void ended() {
        synchronized (this) {
            socket = null;
            out = null;
            connecting = false;
        }
        ready.complete(null);
        pending.values().forEach(waiting -> waiting.complete("lost"));
        pending.clear();
    }

    private synchronized LineWriter writer() {
        return closed ? null : out;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        MethodModel method = call.method();
        LineWriter writer = writer();
        if (writer == null || pending.size() >= MOST_PENDING) {
            connect();
            return failed(
                    StatusCode.NETWORK,
                    Origin.BEFORE_SEND,
                    writer == null ? "there is no connection" : "too many calls are under way");
        }
        String content;
        try {
            content =
                    codec.encode(call.attachments(), MyCodec.arguments(method), call.arguments());
        } catch (RuntimeException e) {
            return failed(StatusCode.SERIALIZATION, Origin.BEFORE_SEND, e.getMessage());
        }
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        pending.put(id, answer);
        String descriptor = method.descriptor().isEmpty() ? "-" : method.descriptor();
        try {
            writer.write(
                    String.join(
                            " ", id, MyServer.key(url), method.name(), descriptor, content));
        } catch (IOException e) {
            pending.remove(id);
            return failed(StatusCode.NETWORK, Origin.AFTER_SEND, "sending failed: " + e);
        }
        if (call.mode() == CallMode.ONE_WAY) {
            pending.remove(id);
            return CompletableFuture.completedFuture(Result.NULL);
        }
        if (call.deadlineNanos() != Invocation.NO_DEADLINE) {
            long left = Math.max(0, call.deadlineNanos() - System.nanoTime());
            answer.completeOnTimeout("late", left, TimeUnit.NANOSECONDS)
                    .thenRun(() -> pending.remove(id));
        }
        // Decoded where the caller wants it, not on the thread that reads.
        return answer.thenApplyAsync(line -> result(method, line), call.continuation());
    }

    private Result result(MethodModel method, String line) {
        String[] parts = line.split(" ");
        try {
            switch (parts[0]) {
                case "value":
                    MyCodec.Content value = codec.decode(parts[1], List.of(method.resultType()));
                    return Result.value(value.values().get(0)).withAttachments(value.attachments());
                case "thrown":
                    MyCodec.Content thrown = codec.decode(parts[1], List.of(Throwable.class));
                    return Result.failure(Status.application((Throwable) thrown.values().get(0)))
                            .withAttachments(thrown.attachments());
                case "failed":
                    byte[] message = parts.length < 3 ? new byte[0] : Base64.getDecoder().decode(parts[2]);
                    return failure(
                            StatusCode.valueOf(parts[1]),
                            Origin.REMOTE,
                            new String(message, StandardCharsets.UTF_8));
                case "late":
                    return failure(StatusCode.TIMEOUT, Origin.AFTER_SEND, "no answer in time");
                default:
                    return failure(StatusCode.NETWORK, Origin.AFTER_SEND, "the connection ended");
            }
        } catch (RuntimeException e) {
            return failure(
                    StatusCode.SERIALIZATION, Origin.REMOTE, "a wrong answer: " + e.getMessage());
        }
    }

    private Result failure(StatusCode code, Origin origin, String message) {
        return Result.failure(
                Status.of(code, origin, "my://" + url.getAddress() + ": " + message));
    }

    private CompletionStage<Result> failed(StatusCode code, Origin origin, String message) {
        return CompletableFuture.completedFuture(failure(code, origin, message));
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public synchronized boolean available() {
        return !closed && out != null;
    }

    @Override
    public CompletionStage<?> ready() {
        return ready;
    }

    @Override
    public void close() {
        Socket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger("my").log(System.Logger.Level.DEBUG, "closing failed", e);
            }
        }
    }
}
