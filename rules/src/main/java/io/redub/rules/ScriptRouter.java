package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes by a script, as Dubbo's script routes: it is given {@code invokers}, {@code invocation}
 * and {@code context}, and ends with those of the invokers that may answer. Only where a reference
 * says {@code script-rules=true}, since the script may do anything; and only with a script engine
 * on the class path, since the JDK has none. A script that fails, does not end or ends with
 * anything else is passed over.
 *
 * <p>Each try of a call waits for the script, but on an I/O thread, where a retry may begin when
 * nobody else has a thread for it: there the choice of an earlier try of the call holds.
 */
final class ScriptRouter implements Router {
    private static final Logger log = LoggerFactory.getLogger(ScriptRouter.class);

    /** Lists that are kept: which of the providers a script leaves is mostly one of a few. */
    private static final int MAX_KNOWN = 64;

    private final CompiledScript script;
    private final boolean force;
    private final ScriptThread thread = new ScriptThread();
    private final AtomicLong failures = new AtomicLong();

    private ScriptRouter(CompiledScript script, boolean force) {
        this.script = script;
        this.force = force;
    }

    /**
     * The script in a rule.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String textOf(Fields rule) {
        String text = rule.text("script", rule.text("rule", ""));
        if (text.isEmpty()) {
            throw new IllegalArgumentException("script: '' (expected: a script)");
        }
        return text;
    }

    static boolean allowed(URL reference) {
        return reference.getParameter("script.rules", false);
    }

    /**
     * @throws IllegalArgumentException if there is no such engine, or the script is wrong
     */
    static ScriptRouter of(String language, String text, boolean force) {
        ScriptEngine engine =
                new ScriptEngineManager(ScriptRouter.class.getClassLoader())
                        .getEngineByName(language);
        if (!(engine instanceof Compilable compilable)) {
            throw new IllegalArgumentException(
                    "type: '"
                            + language
                            + "': there is no such script engine (expected: one on the class path"
                            + " that compiles, such as org.openjdk.nashorn:nashorn-core)");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("script: '' (expected: a script)");
        }
        ScriptThread.requireFew();
        try {
            return new ScriptRouter(compilable.compile(text), force);
        } catch (ScriptException e) {
            throw new IllegalArgumentException("script: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "script: it nests too deeply (expected: a few levels)", e);
        }
    }

    /** A provider as scripts know it. */
    public static final class Invoker {
        private final ProviderNode node;
        private final int index;

        Invoker(ProviderNode node, int index) {
            this.node = node;
            this.index = index;
        }

        /** What the provider says of itself, with the consumer's settings. */
        public URL getUrl() {
            return node.url();
        }

        public boolean isAvailable() {
            return node.available();
        }
    }

    /** A call as scripts know it. */
    public static final class Call {
        private final Invocation call;

        Call(Invocation call) {
            this.call = call;
        }

        public String getMethodName() {
            return call.methodName();
        }

        /** A copy. */
        public Object[] getArguments() {
            return call.arguments().clone();
        }

        public Map<String, Object> getAttachments() {
            return call.attachments();
        }

        /** As a text; null if the call has none of this name. */
        public @Nullable String getAttachment(String name) {
            Object value = call.attachment(name);
            return value == null ? null : value.toString();
        }
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        List<Invoker> invokers = new ArrayList<>();
        for (ProviderNode node : providers) {
            invokers.add(new Invoker(node, invokers.size()));
        }
        Map<BitSet, Candidates> known = new ConcurrentHashMap<>();
        // By the call itself, and kept no longer than that.
        Map<Invocation, Candidates> before = Collections.synchronizedMap(new WeakHashMap<>());
        return call -> {
            if (ScriptThread.isForbiddenHere()) {
                Candidates chosen = before.get(call);
                if (chosen == null) {
                    failed(new IllegalStateException("an I/O thread does not wait for it"));
                }
                return chosen == null ? providers : chosen;
            }
            try {
                Object result = thread.run(() -> eval(invokers, call));
                BitSet chosen = chosen(result, invokers);
                Candidates left = known.get(chosen);
                if (left == null) {
                    left = providers.only(chosen.stream().mapToObj(providers::get).toList());
                    if (known.size() < MAX_KNOWN) {
                        known.put(chosen, left);
                    }
                }
                left = left.isEmpty() && !force ? providers : left;
                before.put(call, left);
                return left;
            } catch (IllegalStateException | IllegalArgumentException e) {
                failed(e);
                return providers;
            }
        };
    }

    private Object eval(List<Invoker> invokers, Invocation call) throws ScriptException {
        Call seen = new Call(call);
        Bindings bindings = script.getEngine().createBindings();
        bindings.put("invokers", new ArrayList<>(invokers));
        bindings.put("invocation", seen);
        bindings.put("context", seen);
        return script.eval(bindings);
    }

    /** Each call may be one: of many, few are told of. */
    private void failed(RuntimeException e) {
        long times = failures.incrementAndGet();
        if (Long.bitCount(times) == 1) {
            log.warn(
                    "A script rule failed {} times so far and is passed over: {}",
                    times,
                    e.getMessage());
        }
    }

    private static BitSet chosen(Object result, List<Invoker> invokers) {
        Collection<?> some;
        if (result instanceof Collection<?> list) {
            some = list;
        } else if (result instanceof Map<?, ?> map) {
            some = map.values();
        } else if (result instanceof Object[] array) {
            some = Arrays.asList(array);
        } else {
            throw unexpected(result);
        }
        BitSet chosen = new BitSet();
        for (Object each : some) {
            if (!(each instanceof Invoker invoker)
                    || invoker.index >= invokers.size()
                    || invokers.get(invoker.index) != invoker) {
                throw unexpected(each);
            }
            chosen.set(invoker.index);
        }
        return chosen;
    }

    private static IllegalArgumentException unexpected(Object result) {
        return new IllegalArgumentException(
                "the script ended with "
                        + (result == null ? "nothing" : "an object of " + result.getClass())
                        + " (expected: a list of some of the invokers)");
    }
}
