package io.redub.web;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request on its way. Ends once, by whoever completes its answer. */
final class ClientCall {
    private final WebClient client;
    private final WebQuery query;
    private final @Nullable ByteBuf body;
    private final CompletableFuture<WebAnswer> answer = new CompletableFuture<>();
    private final CompletableFuture<ClientConnection> begun = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();

    /**
     * @param body null if it is written piece by piece
     */
    ClientCall(WebClient client, WebQuery query, @Nullable ByteBuf body) {
        this.client = client;
        this.query = query;
        this.body = body;
    }

    WebClient client() {
        return client;
    }

    WebQuery query() {
        return query;
    }

    @Nullable ByteBuf body() {
        return body;
    }

    CompletableFuture<WebAnswer> answer() {
        return answer;
    }

    /** True once: who gets it sends it, or ends it because it waited too long for a connection. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Completes when it is on a connection, for who writes the body. */
    CompletableFuture<ClientConnection> begun() {
        return begun;
    }

    void waitedTooLong() {
        if (claim()) {
            end(
                    new WebFailure(
                            WebFailure.Kind.TIMEOUT,
                            false,
                            "no connection to " + client.peer() + " within its time",
                            null));
        }
    }

    void end(WebFailure failure) {
        begun.completeExceptionally(failure);
        answer.completeExceptionally(failure);
    }

    /** It was not sent, and nobody else has its body. */
    void fail(WebFailure failure) {
        if (body != null) {
            body.release();
        }
        end(failure);
    }
}
