package io.redub.protocol.web;

import io.redub.protocol.ServedCall;
import io.redub.serialize.SerializationException;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that a request asks for. */
public record InboundCall<S extends PathService>(
        InboundForm<S> form, WebExchange exchange, S service, Invocation invocation) {
    private static final Logger log = LoggerFactory.getLogger(InboundCall.class);

    /** Writes the answer of a call. */
    @FunctionalInterface
    public interface Reply {
        /**
         * @throws Refusal is answered in its stead, as are {@link SerializationException} and any
         *     other failure; an {@link IOException} means that the peer has gone
         */
        void send(Result result) throws IOException;
    }

    /**
     * @throws Refusal if the header of the deadline is malformed
     */
    public static <S extends PathService> InboundCall<S> of(
            InboundForm<S> form,
            WebExchange exchange,
            S service,
            MethodModel method,
            @Nullable Object[] arguments,
            Map<String, Object> attachments,
            CallMode mode) {
        return new InboundCall<>(
                form,
                exchange,
                service,
                new Invocation(
                        method,
                        arguments,
                        attachments,
                        mode,
                        Runnable::run,
                        CallHeaders.deadlineNanos(exchange.request().headers())));
    }

    /** Makes the call on this thread; the stage never completes exceptionally. */
    public CompletionStage<Result> run() {
        return ServedCall.run(service.service(), invocation, exchange.request().peer());
    }

    /**
     * Makes the call on this thread, and answers once the result is there, on whichever thread that
     * is: sending must not wait for the peer.
     */
    public void answer(Reply reply) {
        run().whenComplete((result, fault) -> send(result, reply));
    }

    /** As {@link #answer}, for replies that wait for the peer: on this thread, which waits, too. */
    public void answerHere(Reply reply) {
        send(run().toCompletableFuture().join(), reply);
    }

    private void send(Result result, Reply reply) {
        try {
            reply.send(result);
        } catch (Refusal refusal) {
            form.refuse(exchange, refusal);
        } catch (SerializationException e) {
            form.fail(
                    exchange,
                    Status.of(
                            StatusCode.SERIALIZATION,
                            Origin.REMOTE,
                            "the answer: " + e.getMessage()));
        } catch (IOException e) {
            log.warn(
                    "An answer of {} to {} was cut: {}",
                    invocation.method(),
                    exchange.request().peer(),
                    e.toString());
        } catch (RuntimeException | Error e) {
            log.error("Answering {} failed in the framework", exchange.request().peer(), e);
            form.fail(exchange, broken(e));
        }
    }

    /** What a caller is told of a fault in the framework. */
    public static Status broken(Throwable fault) {
        return new Status(StatusCode.INTERNAL, Origin.REMOTE, "internal error: " + fault, fault);
    }
}
