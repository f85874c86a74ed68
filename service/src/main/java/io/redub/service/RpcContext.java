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
    private static final ThreadLocal<RpcContext> CURRENT = ThreadLocal.withInitial(RpcContext::new);

    private Map<String, Object> toSend = Map.of();
    private Map<String, Object> answered = Map.of();
    private @Nullable Invocation serving;
    private @Nullable String caller;
    private Map<String, Object> toReply = Map.of();

    private RpcContext() {}

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

    public void beginServing(Invocation call, @Nullable String callerAddress) {
        serving = call;
        caller = callerAddress;
        toReply = Map.of();
    }

    /** Ends the call being served and hands over what it attached to its answer. */
    public Map<String, Object> endServing() {
        Map<String, Object> reply = toReply;
        serving = null;
        caller = null;
        toReply = Map.of();
        toSend = Map.of();
        return reply;
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }
}
