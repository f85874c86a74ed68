package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes by a script, as Dubbo's script routes: it is given {@code invokers} and {@code invocation}
 * and ends with those of the invokers that may answer. Only where a reference says {@code
 * script-rules=true}, since the script may do anything; and only with a script engine on the class
 * path, since the JDK has none. A script that fails is passed over.
 */
final class ScriptRouter implements Router {
    private static final Logger log = LoggerFactory.getLogger(ScriptRouter.class);

    private final CompiledScript script;
    private final boolean force;

    private ScriptRouter(CompiledScript script, boolean force) {
        this.script = script;
        this.force = force;
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
                            + " that compiles, found by javax.script)");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("script: '' (expected: a script)");
        }
        try {
            return new ScriptRouter(compilable.compile(text), force);
        } catch (ScriptException e) {
            throw new IllegalArgumentException("script: " + e.getMessage(), e);
        }
    }

    /** A provider as scripts know it. */
    public static final class Invoker {
        private final ProviderNode node;

        Invoker(ProviderNode node) {
            this.node = node;
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
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        List<Invoker> invokers = providers.stream().map(Invoker::new).toList();
        return call -> {
            try {
                Bindings bindings = script.getEngine().createBindings();
                bindings.put("invokers", new ArrayList<>(invokers));
                bindings.put("invocation", new Call(call));
                Object result;
                synchronized (this) {
                    result = script.eval(bindings);
                }
                Set<ProviderNode> chosen = chosen(result);
                Candidates left = providers.only(chosen::contains);
                return left.isEmpty() && !force ? providers : left;
            } catch (ScriptException | RuntimeException e) {
                log.warn("A script rule failed and is passed over: {}", e.getMessage());
                return providers;
            }
        };
    }

    private static Set<ProviderNode> chosen(Object result) {
        Set<ProviderNode> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        Collection<?> some;
        if (result instanceof Collection<?> list) {
            some = list;
        } else if (result instanceof Map<?, ?> map) {
            some = map.values();
        } else if (result instanceof Object[] array) {
            some = List.of(array);
        } else {
            throw new IllegalArgumentException(
                    "the script ended with " + result + " (expected: a list of invokers)");
        }
        for (Object each : some) {
            if (each instanceof Invoker invoker) {
                chosen.add(invoker.node);
            }
        }
        return chosen;
    }
}
