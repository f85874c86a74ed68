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
    private volatile String done = "";

    Chaos(Fleet fleet, int seconds, ScheduledExecutorService timer, Consumer<String> say) {
        this.fleet = fleet;
        this.timer = timer;
        this.say = say;
        timer.schedule(this::killProvider, seconds * 1000L / 3, TimeUnit.MILLISECONDS);
        timer.schedule(this::killZooKeeper, seconds * 2000L / 3, TimeUnit.MILLISECONDS);
    }

    private void killProvider() {
        ChildProcess victim = fleet.anyProvider();
        say.accept("kill -9 " + victim.pid() + " (" + victim.name() + ")");
        victim.kill();
        done = "killed " + victim.name();
    }

    private void killZooKeeper() {
        if (!fleet.isComplete()) {
            timer.schedule(this::killZooKeeper, CHECK_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        say.accept("kill -9 " + fleet.zooKeeper().pid() + " (zookeeper)");
        fleet.zooKeeper().kill();
        done = done + ", which came back, and zookeeper";
    }

    /** What was done so far. */
    String done() {
        return done;
    }

    /** Whether all was done that was promised. */
    boolean isComplete() {
        return !done.isEmpty() && !fleet.zooKeeper().isAlive();
    }
}
