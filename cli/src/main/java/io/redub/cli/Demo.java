package io.redub.cli;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.example.shop.Customer;
import io.redub.example.shop.OrderService;
import io.redub.service.RpcException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of the demo: processes up, calls, a line each second, all down again. */
final class Demo {
    private static final int CHAOS_SECONDS_MORE = 60;
    private static final long START_WITHIN_SECONDS = 120;

    private final Workspace workspace;
    private final int threads;
    private final @Nullable Integer seconds;
    private final boolean chaos;
    private final PrintWriter out;
    private final CompletableFuture<Object> stop = new CompletableFuture<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * @param seconds of calls; null: until Ctrl-C
     */
    Demo(
            Workspace workspace,
            int threads,
            @Nullable Integer seconds,
            boolean chaos,
            PrintWriter out) {
        this.workspace = workspace;
        this.threads = threads;
        this.seconds = seconds;
        this.chaos = chaos;
        this.out = out;
    }

    /** Returns whether calls were made, none failed, and the chaos was all that was asked for. */
    boolean run() throws InterruptedException, IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "demo-stop"));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        boolean good = false;
        say("Redub demo: ZooKeeper and a shop of 8 provider processes");
        try (Fleet fleet = new Fleet(workspace, timer, this::event)) {
            good = start(fleet) && customers(fleet, timer);
        } catch (ExecutionException e) {
            say("The demo failed: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        } catch (RpcException | IllegalStateException e) {
            say("The demo failed: " + e.getMessage());
        } catch (TimeoutException e) {
            say("The demo failed: not all was ready within " + START_WITHIN_SECONDS + " s");
        } finally {
            timer.shutdownNow();
            finished.countDown();
        }
        if (!good) {
            say("Logs are in " + workspace.folder());
        }
        return good;
    }

    /** Returns false if the user stops it. */
    private boolean start(Fleet fleet)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        long begin = System.nanoTime();
        if (!awaitUnlessStopped(fleet.registryReady())) {
            return false;
        }
        show(fleet.zooKeeper());
        CompletableFuture<?> ready = fleet.startProviders();
        fleet.providers()
                .forEach(provider -> provider.ready().thenAccept(address -> show(provider)));
        if (!awaitUnlessStopped(ready)) {
            return false;
        }
        say(
                String.format(
                        Locale.ROOT,
                        "All up in %.1f s. %d threads place orders: order → inventory, payment →"
                                + " account.",
                        (System.nanoTime() - begin) / 1e9,
                        threads));
        say(
                "Kill any of these processes (kill -9 PID): no call should fail. Ctrl-C ends the demo.");
        return true;
    }

    private boolean awaitUnlessStopped(CompletableFuture<?> ready)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.anyOf(ready, stop).get(START_WITHIN_SECONDS, TimeUnit.SECONDS);
        return !stop.isDone();
    }

    private void show(ChildProcess process) {
        say(
                String.format(
                        Locale.ROOT,
                        "  %-12s pid %-8d %s",
                        process.name(),
                        process.pid(),
                        process.ready().join()));
    }

    private boolean customers(Fleet fleet, ScheduledExecutorService timer)
            throws InterruptedException {
        try (RedubBootstrap redub =
                RedubBootstrap.application("shop-customer")
                        .registry(fleet.registry("customer"))
                        .host("127.0.0.1")
                        .shutdownHook(false)
                        .start()) {
            Customer customer = new Customer(redub.refer(ReferenceConfig.of(OrderService.class)));
            customer.buy(0);
            Figures figures = new Figures(redub.monitor(), OrderService.class, "place");
            Chaos plan = chaos ? chaos(fleet, timer) : null;
            Load load = new Load(customer, threads, this::event);
            report(figures, load, fleet, plan);
            load.stop();
            return summary(figures, load, plan);
        }
    }

    private Chaos chaos(Fleet fleet, ScheduledExecutorService timer) {
        return new Chaos(fleet, seconds == null ? 0 : seconds, timer, this::event);
    }

    private void report(Figures figures, Load load, Fleet fleet, @Nullable Chaos plan)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (int second = 1; goesOn(second, plan); second++) {
            long left = begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
            if (stopped(left)) {
                return;
            }
            say(
                    String.format(
                            Locale.ROOT,
                            "%4d s %s   errors %d   providers %d/%d   zookeeper %s",
                            second,
                            figures.next(),
                            load.errors(),
                            fleet.ready(),
                            fleet.providers().size(),
                            fleet.zooKeeper().isAlive() ? "up" : "down"));
        }
    }

    /** On a busy machine a process may take long to come back: the chaos is waited for. */
    private boolean goesOn(int second, @Nullable Chaos plan) {
        return seconds == null
                || second <= seconds
                || (plan != null && !plan.isComplete() && second <= seconds + CHAOS_SECONDS_MORE);
    }

    private boolean stopped(long withinNanos) throws InterruptedException {
        try {
            stop.get(Math.max(0, withinNanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean summary(Figures figures, Load load, @Nullable Chaos plan) {
        say(
                "Done: "
                        + figures.summary()
                        + ", "
                        + load.errors()
                        + (load.errors() == 1 ? " error" : " errors")
                        + (plan == null ? "" : "; " + plan.done()));
        if (plan != null && !plan.isComplete()) {
            say("The chaos was not all carried out: a process did not come back in time.");
            return false;
        }
        return load.errors() == 0 && load.receipts() > 0;
    }

    private void event(String text) {
        say("     ! " + text);
    }

    private synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    private void stopAndWait() {
        stop.complete(true);
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
