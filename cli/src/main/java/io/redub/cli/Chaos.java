package io.redub.cli;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What {@code --chaos} does: kills one provider after a third of the time, and ZooKeeper after two
 * thirds, but not before the provider is back. Thread-safe.
 */
final class Chaos {
    private static final long CHECK_MILLIS = 50;

    private final Fleet fleet;
    private final ScheduledExecutorService timer;
    private final Consumer<String> say;
    private final long thirdMillis;
    private volatile String done = "";
    private volatile boolean complete;

    Chaos(Fleet fleet, int seconds, ScheduledExecutorService timer, Consumer<String> say) {
        this.fleet = fleet;
        this.timer = timer;
        this.say = say;
        this.thirdMillis = seconds * 1000L / 3;
        later(this::killProvider, thirdMillis);
        later(this::killZooKeeper, 2 * thirdMillis);
    }

    private void later(Runnable step, long millis) {
        timer.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    private void killProvider() {
        ChildProcess victim = fleet.anyProvider();
        say.accept("kill -9 " + victim.pid() + " (" + victim.name() + ")");
        victim.kill();
        done = "killed " + victim.name();
    }

    private void killZooKeeper() {
        if (done.isEmpty() || !fleet.isComplete()) {
            later(this::killZooKeeper, CHECK_MILLIS);
            return;
        }
        say.accept("kill -9 " + fleet.zooKeeper().pid() + " (zookeeper)");
        fleet.zooKeeper().kill();
        done = done + ", which came back, and zookeeper";
        later(() -> complete = true, thirdMillis);
    }

    /** What was done so far. */
    String done() {
        return done;
    }

    /** Whether all was done, and calls went on for a third of the time since. */
    boolean isComplete() {
        return complete;
    }
}
