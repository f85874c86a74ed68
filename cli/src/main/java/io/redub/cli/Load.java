package io.redub.cli;

import io.redub.example.shop.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Threads that buy one thing after another until they are stopped. */
final class Load {
    /** So many failed calls are shown; the others are counted. */
    private static final int SHOWN = 5;

    private final Customer customer;
    private final Consumer<String> say;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final LongAdder receipts = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private volatile boolean running = true;

    /** Starts the threads; {@code say} takes what the first failures were. */
    Load(Customer customer, int threads, Consumer<String> say) {
        this.customer = customer;
        this.say = say;
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::buy, "customer-" + i);
            thread.setDaemon(true);
            this.threads.add(thread);
        }
        this.threads.forEach(Thread::start);
    }

    private void buy() {
        while (running) {
            try {
                switch (customer.buy(next.getAndIncrement())) {
                    case RECEIPT -> receipts.increment();
                    case OUT_OF_STOCK -> refusals.increment();
                }
            } catch (RuntimeException | Error e) {
                long count = errors.incrementAndGet();
                if (count <= SHOWN) {
                    say.accept("error " + count + ": " + e);
                }
            }
        }
    }

    /** Lets the calls under way end. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    long receipts() {
        return receipts.sum();
    }

    long refusals() {
        return refusals.sum();
    }

    /** Calls that failed or were answered wrongly. */
    long errors() {
        return errors.get();
    }
}
