package io.redub.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the calls of the current thread: attachments for the next call it makes, those the
 * last answer brought, and, while it serves a call, what came with that call. Belongs to one
 * thread.
 */
public final class RpcContext {
    private static final ThreadLocal<RpcContext> CURRENT =
            ThreadLocal.withInitial(() -> new RpcContext(null, null, null));

    private Map<String, Object> toSend = Map.of();
    private Map<String, Object> answered = Map.of();
    private Map<String, Object> toReply = Map.of();
    private final @Nullable RpcContext outer;
    private final @Nullable Invocation serving;
    private final @Nullable String caller;

    private RpcContext(
            @Nullable RpcContext outer, @Nullable Invocation serving, @Nullable String caller) {
        this.outer = outer;
        this.serving = serving;
        this.caller = caller;
    }

    public static RpcContext get() {
        return CURRENT.get();
    }

    // --- making a call

    /** Sends {@code key} with the next call this thread makes, and only with that. */
    public RpcContext attach(String key, Object value) {
        toSend = with(toSend, key, value);
        return this;
    }

    /** Attachments that the provider sent with the last answer this thread waited for. */
    public Map<String, Object> answerAttachments() {
        return answered;
    }

    // --- serving a call

    /** The call this thread serves, or null if it serves none. */
    public @Nullable Invocation serving() {
        return serving;
    }

    /** What the consumer attached to the call being served; empty outside of one. */
    public Map<String, Object> attachments() {
        Invocation call = serving;
        return call == null ? Map.of() : call.attachments();
    }

    public @Nullable Object attachment(String key) {
        return attachments().get(key);
    }

    /** {@code host:port} of the consumer of the call being served, or null. */
    public @Nullable String caller() {
        return caller;
    }

    /** Sends {@code key} back with the answer of the call being served. */
    public RpcContext reply(String key, Object value) {
        toReply = with(toReply, key, value);
        return this;
    }

    // --- for the framework

    /** Takes what is attached for the next call, leaving nothing. */
    public Map<String, Object> takeAttachments() {
        Map<String, Object> taken = toSend;
        toSend = Map.of();
        return taken;
    }

    public void answered(Map<String, Object> attachments) {
        answered = attachments;
    }

    /** Starts serving a call on this thread, in a context of its own. */
    public static RpcContext enter(Invocation call, @Nullable String callerAddress) {
        RpcContext context = new RpcContext(CURRENT.get(), call, callerAddress);
        CURRENT.set(context);
        return context;
    }

    /**
     * Ends serving: the thread gets its former context back. Returns what was attached to reply.
     */
    public Map<String, Object> leave() {
        CURRENT.set(outer == null ? new RpcContext(null, null, null) : outer);
        return toReply;
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }
}
