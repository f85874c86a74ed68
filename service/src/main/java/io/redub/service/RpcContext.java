package io.redub.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the calls of the current thread: attachments for the next call it makes, those the
 * last answer brought, and, while it serves a call, what came with that call. Belongs to one
 * thread; {@link AsyncContext} takes what came with a call to another one.
 *
 * <p>Attachments that came with the call being served travel on with the calls made meanwhile,
 * except those that the framework itself wrote.
 */
public final class RpcContext {
    private static final ThreadLocal<RpcContext> CURRENT =
            ThreadLocal.withInitial(() -> new RpcContext(null, null, null, Map.of(), null));

    private Map<String, Object> toSend = Map.of();
    private Map<String, Object> answered = Map.of();
    private Map<String, Object> toReply = Map.of();
    private final @Nullable RpcContext outer;
    private final @Nullable Invocation serving;
    private final @Nullable String caller;
    private final Map<String, Object> passedOn;

    /** The context whose call this one serves on another thread; else itself. */
    private final RpcContext origin;

    private @Nullable CallMode wanted;
    private @Nullable CompletableFuture<@Nullable Object> future;
    private @Nullable AsyncContext started;

    private RpcContext(
            @Nullable RpcContext outer,
            @Nullable Invocation serving,
            @Nullable String caller,
            Map<String, Object> passedOn,
            @Nullable RpcContext origin) {
        this.outer = outer;
        this.serving = serving;
        this.caller = caller;
        this.passedOn = passedOn;
        this.origin = origin == null ? this : origin;
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

    /**
     * Makes the calls within {@code call} without waiting for their answers: they return null or
     * zero at once.
     *
     * @return completes with the answer of the last of them, or with what {@code call} returned or
     *     threw if it made none
     */
    @SuppressWarnings("unchecked") // the answer of the call within is what it would have returned
    public <T extends @Nullable Object> CompletableFuture<T> asyncCall(Callable<T> call) {
        CallMode before = wanted;
        wanted = CallMode.ASYNC;
        future = null;
        try {
            T value = call.call();
            CompletableFuture<T> answer = (CompletableFuture<T>) future;
            return answer == null ? CompletableFuture.completedFuture(value) : answer;
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            wanted = before;
        }
    }

    /** Makes the calls within {@code call} one-way: no answer is sent, so nobody learns of it. */
    public void asyncCall(Runnable call) {
        CallMode before = wanted;
        wanted = CallMode.ONE_WAY;
        try {
            call.run();
        } finally {
            wanted = before;
        }
    }

    /**
     * The answer to come of the last call that this thread made without waiting, by {@link
     * #asyncCall} or the setting {@code async}; null if there was none. A method that returns a
     * future itself is not meant.
     */
    @SuppressWarnings("unchecked") // as the caller of the method knows
    public <T> @Nullable CompletableFuture<T> future() {
        return (CompletableFuture<T>) future;
    }

    // --- serving a call

    /**
     * Says that the method being served returns before its answer is known: what it returns does
     * not matter, {@link AsyncContext#write} answers. A second time, the same context.
     *
     * @throws IllegalStateException if this thread serves no call
     */
    public static AsyncContext startAsync() {
        RpcContext context = get();
        Invocation call = context.serving;
        if (call == null) {
            throw new IllegalStateException(
                    "startAsync() outside of a call (expected: in a method of a service, on the"
                            + " thread that calls it)");
        }
        RpcContext served = context.origin;
        AsyncContext async = served.started;
        if (async == null) {
            async = new AsyncContext(served, call);
            served.started = async;
        }
        return async;
    }

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
        origin.toReply = with(origin.toReply, key, value);
        return this;
    }

    // --- for the framework

    /** Takes what the next call carries: what is attached to it, and what is passed on. */
    public Map<String, Object> takeAttachments() {
        Map<String, Object> taken = toSend;
        if (taken.isEmpty()) {
            return passedOn;
        }
        toSend = Map.of();
        if (passedOn.isEmpty()) {
            return taken;
        }
        Map<String, Object> all = new LinkedHashMap<>(passedOn);
        all.putAll(taken);
        return Collections.unmodifiableMap(all);
    }

    public void answered(Map<String, Object> attachments) {
        answered = attachments;
    }

    /** How the next call is made that would be made in mode {@code usual}. */
    public CallMode mode(CallMode usual) {
        CallMode other = wanted;
        return other == null || usual == CallMode.ONE_WAY ? usual : other;
    }

    /** A call was made that the caller does not wait for. */
    public void awaiting(CompletableFuture<@Nullable Object> answer) {
        future = answer;
    }

    /** How the call being served is answered later, or null if its method answers by returning. */
    public @Nullable AsyncContext started() {
        return started;
    }

    /** Starts serving a call of which nothing is passed on. */
    public static RpcContext enter(Invocation call, @Nullable String callerAddress) {
        return enter(call, callerAddress, Map.of());
    }

    /**
     * Starts serving a call on this thread, in a context of its own.
     *
     * @param passedOn attachments that calls made meanwhile carry, too
     */
    public static RpcContext enter(
            Invocation call, @Nullable String callerAddress, Map<String, Object> passedOn) {
        RpcContext context = new RpcContext(CURRENT.get(), call, callerAddress, passedOn, null);
        CURRENT.set(context);
        return context;
    }

    /** Goes on serving the call of {@code served} on this thread. */
    static void follow(RpcContext served) {
        CURRENT.set(
                new RpcContext(
                        CURRENT.get(), served.serving, served.caller, served.passedOn, served));
    }

    /** Ends what {@link #follow} began, if it did. */
    static void unfollow(RpcContext served) {
        RpcContext current = CURRENT.get();
        if (current != served && current.origin == served) {
            current.leave();
        }
    }

    /** Ends serving: the thread gets its former context back. */
    public void leave() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** What was attached to the answer so far. */
    public Map<String, Object> replies() {
        return toReply;
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }
}
