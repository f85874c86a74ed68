package io.redub.protocol.injvm;

import io.redub.protocol.Exporter;
import io.redub.protocol.PassedOn;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that stay in this JVM, on the caller's thread, with the arguments passed as they are: not
 * copied, not serialized. The provider's filters run as for any other call.
 */
public final class InjvmProtocol implements Protocol {
    private static final String CALLER = "injvm";

    private final ConcurrentMap<String, ProviderService> services = new ConcurrentHashMap<>();

    @Override
    public int getDefaultPort() {
        return 0;
    }

    /** Services that a bootstrap keeps for itself carry its number, and others do not find them. */
    private static String key(URL url) {
        String bootstrap = url.getParameter("bootstrap");
        String key = URL.serviceKey(url.getGroup(), url.getPath(), url.getVersion());
        return bootstrap == null ? key : bootstrap + " " + key;
    }

    @Override
    public Exporter export(ProviderService service) {
        String key = key(service.url());
        if (services.putIfAbsent(key, service) != null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service " + key + " is already exported in this JVM");
        }
        return new InjvmExporter(service, () -> services.remove(key, service));
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        return new InjvmInvoker(url);
    }

    @Override
    public void destroy() {
        services.clear();
    }

    private record InjvmExporter(ProviderService service, Runnable remove) implements Exporter {
        @Override
        public URL url() {
            return service.url();
        }

        @Override
        public void announceStop() {
            remove.run();
        }

        @Override
        public int active() {
            return 0;
        }

        @Override
        public void close() {
            remove.run();
        }
    }

    private final class InjvmInvoker implements ProviderInvoker {
        private final URL url;
        private final String key;
        private final AtomicInteger closed = new AtomicInteger();

        InjvmInvoker(URL url) {
            this.url = url;
            this.key = key(url);
        }

        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            ProviderService provider = services.get(key);
            if (provider == null) {
                return Result.failed(
                        Status.of(
                                StatusCode.SERVICE_NOT_FOUND,
                                Origin.BEFORE_SEND,
                                "service " + key + " is not exported in this JVM"));
            }
            MethodModel there =
                    provider.model().find(call.method().name(), call.method().descriptor());
            if (there == null) {
                return Result.failed(
                        Status.of(
                                StatusCode.METHOD_NOT_FOUND,
                                Origin.BEFORE_SEND,
                                "service " + key + " has no method " + call.method()));
            }
            if (there == provider.model().echo()) {
                return CompletableFuture.completedFuture(Result.value(call.arguments()[0]));
            }
            RpcContext context = RpcContext.enter(call, CALLER, PassedOn.of(call.attachments()));
            CompletionStage<Result> promise;
            try {
                promise = provider.invoker().invoke(call.withMethod(there, call.arguments()));
            } finally {
                context.leave();
            }
            return context.replies().isEmpty() && promise.toCompletableFuture().isDone()
                    ? promise
                    : promise.thenApply(result -> withReplies(result, context.replies()));
        }

        private static Result withReplies(Result result, Map<String, Object> replies) {
            return replies.isEmpty() ? result : result.withAttachments(replies);
        }

        @Override
        public URL url() {
            return url;
        }

        @Override
        public boolean available() {
            return closed.get() == 0 && services.containsKey(key);
        }

        @Override
        public CompletionStage<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed.set(1);
        }
    }
}
