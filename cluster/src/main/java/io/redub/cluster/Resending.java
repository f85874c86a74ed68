package io.redub.cluster;

import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a method that wait to be sent again. Bounded; what it loses it tells the log, and
 * the counters {@code failback.resent} and {@code failback.lost}. Thread-safe.
 */
final class Resending {
    static final int DEFAULT_TASKS = 100;
    static final int DEFAULT_PERIOD_MILLIS = 5_000;

    private final Directory directory;
    private final MethodOptions options;
    private final int room;
    private final int periodMillis;
    private final Waiting waiting;
    private final FailureLog log;
    private final LongAdder resent;
    private final LongAdder lost;

    private Resending(Directory directory, MethodOptions options, Waiting waiting) {
        PolicyMemory memory = options.memory();
        this.directory = directory;
        this.options = options;
        this.room = options.setting("failbacktasks", DEFAULT_TASKS, 1, Integer.MAX_VALUE);
        this.periodMillis =
                options.setting("failback.period", DEFAULT_PERIOD_MILLIS, 1, Integer.MAX_VALUE);
        this.waiting = waiting;
        this.log = new FailureLog(memory);
        this.resent = memory.counter("failback.resent");
        this.lost = memory.counter("failback.lost");
    }

    static Resending of(Directory directory, MethodOptions options) {
        Waiting waiting =
                options.memory()
                        .keep(Waiting.class, Waiting.class, () -> new Waiting(directory.service()));
        return new Resending(directory, options, waiting);
    }

    /** How many calls of a reference wait, whatever their policy's settings were. */
    private record Waiting(String service, AtomicInteger count) implements AutoCloseable {
        private static final Logger log = LoggerFactory.getLogger(Resending.class);

        Waiting(String service) {
            this(service, new AtomicInteger());
        }

        @Override
        public void close() {
            int left = count.get();
            if (left > 0) {
                log.error(
                        "{} calls of {} that waited to be sent again are lost: the reference is"
                                + " closed",
                        left,
                        service);
            }
        }
    }

    /**
     * Sends the call again, later.
     *
     * @param asked the call as the user made it
     * @param call what is sent of it
     * @param node who had it first; null if there was nobody
     * @param retries how often at most, ≥ 1
     * @return the failure of the call if it cannot wait, else null
     */
    @Nullable Status add(
            Invocation asked,
            Invocation call,
            @Nullable ProviderNode node,
            int retries,
            Status failure) {
        if (waiting.count.incrementAndGet() > room) {
            waiting.count.decrementAndGet();
            return refusal(failure, room + " calls wait already, see failbacktasks");
        }
        // Nobody waits: neither the caller's time nor its thread are there for it any more.
        Invocation later =
                new Invocation(
                        call.method(),
                        call.arguments(),
                        call.attachments(),
                        call.mode() == CallMode.ONE_WAY ? CallMode.ONE_WAY : CallMode.ASYNC,
                        options.memory().timer(),
                        Invocation.NO_DEADLINE);
        try {
            schedule(new Resend(asked, later, node, retries));
        } catch (RejectedExecutionException closed) {
            waiting.count.decrementAndGet();
            return refusal(failure, "the reference is closed");
        }
        log.error("A call is sent again in " + periodMillis + " ms: " + failure.message());
        return null;
    }

    private static Status refusal(Status failure, String why) {
        return new Status(
                failure.code(),
                failure.origin(),
                failure.message() + " (not kept to be sent again: " + why + ")",
                failure.cause(),
                failure.times());
    }

    private void schedule(Resend resend) {
        options.memory().timer().schedule(resend, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** One call that waits; used by one thread at a time. */
    private final class Resend implements Runnable {
        private final Invocation asked;
        private final Invocation call;
        private @Nullable ProviderNode last;
        private int left;

        Resend(Invocation asked, Invocation call, @Nullable ProviderNode last, int left) {
            this.asked = asked;
            this.call = call;
            this.last = last;
            this.left = left;
        }

        @Override
        public void run() {
            left--;
            try {
                ProviderList list = directory.list();
                ProviderNode before = last;
                ProviderNode next =
                        list.candidates(call)
                                .another(
                                        before == null ? List.of() : List.of(before),
                                        options.loadBalance(),
                                        call);
                if (next == null) {
                    failed(list.nobody(directory.service(), call));
                    return;
                }
                last = next;
                next.invoke(call).whenComplete(this::ended);
            } catch (RuntimeException | Error e) {
                failed(Tries.broken(e));
            }
        }

        private void ended(@Nullable Result result, @Nullable Throwable fault) {
            if (result != null && Tries.isAnswer(result)) {
                waiting.count.decrementAndGet();
                resent.increment();
                if (result instanceof Result.Failure thrown) {
                    log.error(
                            "A call that was sent again was answered: "
                                    + thrown.status().message());
                }
            } else {
                failed(Tries.status(result, fault));
            }
        }

        private void failed(Status failure) {
            String why = "it was its last try";
            if (left > 0 && options.mayRepeat(failure, asked)) {
                try {
                    schedule(this);
                    return;
                } catch (RejectedExecutionException closed) {
                    why = "the reference is closed";
                }
            } else if (left > 0) {
                why = "it may have run";
            }
            waiting.count.decrementAndGet();
            lost.increment();
            log.error("A call is given up, " + why + ": " + failure.message());
        }
    }
}
