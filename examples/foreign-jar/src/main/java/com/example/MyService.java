package com.example;

import io.redub.protocol.ProviderService;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One exported service: a line in, a line out. */
final class MyService {
    private final ProviderService service;
    private final MyCodec codec;
    private final AtomicInteger active = new AtomicInteger();

    MyService(ProviderService service) {
        this.service = service;
        this.codec = new MyCodec(service.model(), service.url());
    }

    int active() {
        return active.get();
    }

    /**
     * @param line id, service, method, descriptor, content
     */
    void answer(String[] line, String caller, LineWriter out) throws IOException {
        ServiceModel model = service.model();
        MethodModel method = model.find(line[2], line[3].equals("-") ? "" : line[3]);
        if (method == null) {
            out.failed(line[0], StatusCode.METHOD_NOT_FOUND, "there is no such method");
            return;
        }
        MyCodec.Content content;
        try {
            content = codec.decode(line[4], MyCodec.arguments(method));
        } catch (RuntimeException e) {
            out.failed(line[0], StatusCode.SERIALIZATION, String.valueOf(e.getMessage()));
            return;
        }
        active.incrementAndGet();
        Invocation call =
                new Invocation(
                        method,
                        content.values().toArray(),
                        content.attachments(),
                        CallMode.ASYNC,
                        Runnable::run,
                        Invocation.NO_DEADLINE);
        RpcContext context = RpcContext.enter(call, caller, Map.of());
        CompletionStage<Result> promise;
        try {
            promise =
                    method == model.echo()
                            ? CompletableFuture.completedFuture(
                                    Result.value(call.arguments()[0]))
                            : service.invoker().invoke(call);
        } finally {
            context.leave();
        }
        promise.whenComplete(
                (result, fault) -> write(line[0], method, result, context.replies(), out));
    }

    private void write(
            String id, MethodModel method, Result result, Map<String, Object> reply, LineWriter out) {
        active.decrementAndGet();
        try {
            Map<String, Object> attachments = new HashMap<>(result.attachments());
            attachments.putAll(reply);
            if (result instanceof Result.Value value) {
                String text =
                        codec.encode(attachments, List.of(method.resultType()), value.value());
                out.write(id + " value " + text);
                return;
            }
            Status status = ((Result.Failure) result).status();
            if (status.code() == StatusCode.APPLICATION) {
                out.write(
                        id
                                + " thrown "
                                + codec.encode(
                                        attachments, List.of(Throwable.class), status.cause()));
            } else {
                out.failed(id, status.code(), status.message());
            }
        } catch (IOException gone) {
            System.getLogger("my").log(System.Logger.Level.DEBUG, "a caller is gone", gone);
        } catch (RuntimeException unwritable) {
            tell(id, unwritable, out);
        }
    }

    private static void tell(String id, RuntimeException unwritable, LineWriter out) {
        try {
            out.failed(id, StatusCode.SERIALIZATION, String.valueOf(unwritable.getMessage()));
        } catch (IOException gone) {
            System.getLogger("my").log(System.Logger.Level.DEBUG, "a caller is gone", gone);
        }
    }
}
