package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void everyTaskRunsOnceWhoeverSubmitsIt() throws InterruptedException {
        int threads = 8;
        int perThread = 20_000;
        AtomicInteger ran = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool("test", 4, 1 << 18)) {
            Thread[] submitters = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                submitters[i] =
                        new Thread(
                                () -> {
                                    for (int n = 0; n < perThread; n++) {
                                        pool.execute(ran::incrementAndGet);
                                    }
                                });
                submitters[i].start();
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            await().untilAsserted(() -> assertThat(ran).hasValue(threads * perThread));
        }
    }

    @Test
    void aTaskThatBlocksHoldsUpNoOther() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(50);
        try (WorkerPool pool = new WorkerPool("test", 20, 1024)) {
            for (int i = 0; i < 19; i++) {
                pool.execute(() -> awaitQuietly(release));
            }
            for (int i = 0; i < 50; i++) {
                pool.execute(ran::countDown);
            }
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
    }

    @Test
    void tasksRunInParallelUpToTheNumberOfThreads() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            CountDownLatch all = new CountDownLatch(8);
            try (WorkerPool pool = new WorkerPool("test", 8, 64)) {
                for (int i = 0; i < 8; i++) {
                    pool.execute(
                            () -> {
                                all.countDown();
                                awaitQuietly(all);
                            });
                }
                assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void aFullQueueRefusesWithTheFigures() {
        CountDownLatch release = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool("test", 1, 2)) {
            pool.execute(() -> awaitQuietly(release));
            await().until(() -> pool.queued() == 0);
            pool.execute(() -> {});
            pool.execute(() -> {});
            assertThatThrownBy(() -> pool.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("1 of 1 threads are busy and 2 tasks wait");
            release.countDown();
        }
    }

    @Test
    void aTaskThatThrowsDoesNotEndItsThread() {
        AtomicInteger ran = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool("test", 1, 16)) {
            pool.execute(
                    () -> {
                        throw new IllegalStateException("on purpose");
                    });
            pool.execute(ran::incrementAndGet);
            await().untilAsserted(() -> assertThat(ran).hasValue(1));
            assertThat(pool.threads()).isEqualTo(1);
        }
    }

    @Test
    void aClosedPoolRefusesAndFinishesWhatItHas() {
        AtomicInteger ran = new AtomicInteger();
        WorkerPool pool = new WorkerPool("test", 2, 16);
        for (int i = 0; i < 10; i++) {
            pool.execute(ran::incrementAndGet);
        }
        pool.close();
        await().untilAsserted(() -> assertThat(ran).hasValue(10));
        assertThatThrownBy(() -> pool.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        await().untilAsserted(() -> assertThat(pool.threads()).isZero());
    }

    @Test
    void anInterruptEndsWithItsTask() {
        AtomicBoolean leaked = new AtomicBoolean();
        AtomicInteger ran = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool("test", 1, 16)) {
            pool.execute(() -> Thread.currentThread().interrupt());
            pool.execute(
                    () -> {
                        leaked.set(Thread.currentThread().isInterrupted());
                        ran.incrementAndGet();
                    });
            await().untilAsserted(() -> assertThat(ran).hasValue(1));
        }
        assertThat(leaked).isFalse();
    }

    @Test
    void withoutAnyThreadATaskIsRefusedAndNeverRuns() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        AtomicInteger refusedRan = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        try (WorkerPool pool = pool(2, exhausted)) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> pool.execute(refusedRan::incrementAndGet))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining("no thread");
                assertThat(pool.threads()).isZero();
                assertThat(pool.queued()).isZero();
            }
            exhausted.set(false);
            pool.execute(ran::incrementAndGet);
            await().untilAsserted(() -> assertThat(ran).hasValue(1));
            assertThat(refusedRan).hasValue(0);
        }
    }

    @Test
    void aThreadThatCannotBeStartedLeavesItsTaskToTheRunningOnes() {
        AtomicBoolean exhausted = new AtomicBoolean();
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        try (WorkerPool pool = pool(2, exhausted)) {
            pool.execute(() -> awaitQuietly(release));
            await().until(() -> pool.queued() == 0);
            exhausted.set(true);
            pool.execute(ran::incrementAndGet);
            assertThat(pool.threads()).isEqualTo(1);
            assertThat(pool.queued()).isEqualTo(1);
            release.countDown();
            await().untilAsserted(() -> assertThat(ran).hasValue(1));
        }
    }

    @Test
    void noTaskIsStrandedWhenTheLastThreadEnds() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (WorkerPool pool = new WorkerPool("test", 1, 16, 1_000, Thread::new)) {
            for (int round = 0; round < 20_000; round++) {
                CountDownLatch ran = new CountDownLatch(1);
                pool.execute(ran::countDown);
                assertThat(ran.await(5, TimeUnit.SECONDS))
                        .as("round %d, seed %d", round, seed)
                        .isTrue();
                long until = System.nanoTime() + random.nextInt(80_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static WorkerPool pool(int threads, AtomicBoolean exhausted) {
        return new WorkerPool(
                "test",
                threads,
                2,
                TimeUnit.SECONDS.toNanos(60),
                task ->
                        new Thread(task) {
                            @Override
                            public void start() {
                                if (exhausted.get()) {
                                    throw new OutOfMemoryError("on purpose");
                                }
                                super.start();
                            }
                        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
