package io.redub.config;

import io.redub.proxy.CallHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of one method, finer than those of its service or reference. Immutable. */
public final class MethodConfig {
    /**
     * A user's method to be called at a moment of each call.
     *
     * @param place where it is named; null: where the reference is
     */
    record Hook(CallHook.Moment moment, CallHook.Target target, @Nullable Place place) {}

    private final ConfigElement element;
    private final List<Hook> hooks;

    MethodConfig(ConfigElement element) {
        this(element, List.of());
    }

    private MethodConfig(ConfigElement element, List<Hook> hooks) {
        this.element = element;
        this.hooks = hooks;
    }

    List<Hook> hooks() {
        return hooks;
    }

    ConfigElement element() {
        return element;
    }

    /** How long one try may take; ≥ 1 ms. */
    public MethodConfig timeout(Duration timeout) {
        return set("timeout", Long.toString(timeout.toMillis()));
    }

    /** Further tries after the first; ≥ 0. Setting it also allows them after a time-out. */
    public MethodConfig retries(int retries) {
        return set("retries", Integer.toString(retries));
    }

    /** Whether no answer is wanted: the call returns once it is queued for sending. */
    public MethodConfig oneWay(boolean oneWay) {
        return set("return", Boolean.toString(!oneWay));
    }

    /** The fault policy, such as {@code failfast}. */
    public MethodConfig cluster(String name) {
        return set("cluster", name);
    }

    public MethodConfig loadbalance(String name) {
        return set("loadbalance", name);
    }

    /**
     * Whether the caller gets null at once, and the answer by {@code RpcContext.get().future()}.
     */
    public MethodConfig async(boolean async) {
        return set("async", Boolean.toString(async));
    }

    /**
     * Whether the provider calls this argument back: true for as long as the connection lasts,
     * false to end what another method began.
     *
     * @param index from 0
     */
    public MethodConfig callback(int index, boolean callback) {
        ConfigElement argument =
                ConfigElement.of(ElementKind.ARGUMENT)
                        .checked("index", Integer.toString(index))
                        .checked("callback", Boolean.toString(callback));
        return new MethodConfig(element.add(argument), hooks);
    }

    /**
     * Calls a public method of {@code target} before each call of a reference, with its arguments.
     * A fitting one is looked for when the reference is made; what it throws goes to the log.
     */
    public MethodConfig onInvoke(Object target, String method) {
        return with(new Hook(CallHook.Moment.INVOKE, CallHook.Target.of(target, method), null));
    }

    /**
     * Calls it with the result of each call: {@code (result)}, {@code (result, arguments…)} or
     * {@code (result, Object[] arguments)}.
     */
    public MethodConfig onReturn(Object target, String method) {
        return with(new Hook(CallHook.Moment.RETURN, CallHook.Target.of(target, method), null));
    }

    /**
     * Calls it with what each failed call throws, if it is of the type of its first parameter;
     * further parameters as with {@link #onReturn}.
     */
    public MethodConfig onThrow(Object target, String method) {
        return with(new Hook(CallHook.Moment.THROW, CallHook.Target.of(target, method), null));
    }

    private MethodConfig with(Hook hook) {
        List<Hook> all = new ArrayList<>(hooks);
        all.removeIf(each -> each.moment() == hook.moment());
        all.add(hook);
        return new MethodConfig(element, List.copyOf(all));
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public MethodConfig set(String name, String value) {
        return new MethodConfig(element.checked(name, value), hooks);
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public MethodConfig parameter(String key, String value) {
        return new MethodConfig(element.checkedParameter(key, value), hooks);
    }
}
