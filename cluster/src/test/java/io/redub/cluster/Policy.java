package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A fault policy over providers whose answers a test decides. */
final class Policy implements AutoCloseable {
    /** What is called. */
    public interface Demo {
        String text();

        int number();

        void nothing();

        List<String> list();

        CompletableFuture<Set<String>> later();

        int[] numbers();

        Map<String, String> map();

        LinkedList<String> linked();

        StringBuilder builder();
    }

    static final ServiceModel SERVICE = ServiceModel.of(Demo.class);

    final PolicyMemory memory;
    private final Cluster cluster;
    private URL settings = URL.valueOf("consumer://127.0.0.1/demo");
    private int retries = 2;
    private boolean retryAfterSend;
    private LoadBalance balance = new RandomLoadBalance();
    private final List<Node> nodes = new ArrayList<>();
    private volatile ProviderList list;

    private final Directory directory =
            new Directory() {
                @Override
                public String service() {
                    return "demo";
                }

                @Override
                public ProviderList list() {
                    return list;
                }

                @Override
                public void close() {}
            };

    Policy(Cluster cluster) {
        this(cluster, new PolicyMemory());
    }

    Policy(Cluster cluster, PolicyMemory memory) {
        this.cluster = cluster;
        this.memory = memory;
        this.list = make();
    }

    Policy set(String name, Object value) {
        settings = settings.addParameter(name, value.toString());
        if (name.equals("retries")) {
            retries = (int) value;
            retryAfterSend = true;
        }
        list = make();
        return this;
    }

    Policy balance(LoadBalance by) {
        balance = by;
        list = make();
        return this;
    }

    Policy over(Node... providers) {
        nodes.clear();
        nodes.addAll(List.of(providers));
        list = make();
        return this;
    }

    private ProviderList make() {
        Invoker[] policies =
                SERVICE.methods().stream()
                        .map(
                                method ->
                                        new MethodOptions(
                                                method,
                                                settings,
                                                1000,
                                                retries,
                                                retryAfterSend,
                                                balance,
                                                memory))
                        .map(options -> cluster.join(directory, options))
                        .toArray(Invoker[]::new);
        return new ProviderList(Candidates.of(nodes), policies, "none is there");
    }

    static MethodModel method(String name) {
        return SERVICE.named(name).get(0);
    }

    CompletableFuture<Result> start(Invocation call) {
        return new ClusterInvoker(directory).invoke(call).toCompletableFuture();
    }

    Result call(String method) {
        return start(Invocation.of(method(method))).join();
    }

    Result call(Map<String, Object> attachments) {
        return start(Invocation.of(method("text")).withAttachments(attachments)).join();
    }

    Result call() {
        return call("text");
    }

    /** The failure of a call. */
    Status failure() {
        return ((Result.Failure) call()).status();
    }

    static CompletableFuture<Result> failing(StatusCode code, Origin origin) {
        return Result.failed(Status.of(code, origin, "on purpose"));
    }

    static CompletableFuture<Result> unsent() {
        return failing(StatusCode.NETWORK, Origin.BEFORE_SEND);
    }

    static CompletableFuture<Result> lost() {
        return failing(StatusCode.NETWORK, Origin.AFTER_SEND);
    }

    static CompletableFuture<Result> thrown() {
        return Result.failed(Status.application(new IllegalStateException("mine")));
    }

    @Override
    public void close() {
        memory.close();
    }
}
