package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PendingTableTest {
    /** A call that remembers how it ended. */
    private static final class Call extends PendingCall<Object> {
        final AtomicInteger ends = new AtomicInteger();
        volatile CallFailure failure;

        Call(long deadline) {
            super(Unpooled.buffer(16).writeZero(16), System.nanoTime(), deadline);
        }

        @Override
        protected void answered(int status, int flags, ByteBuf body) {
            ends.incrementAndGet();
        }

        @Override
        protected void failed(CallFailure why, Throwable cause) {
            failure = why;
            ends.incrementAndGet();
        }
    }

    private final RecordingConnection connection = new RecordingConnection();
    private final PendingTable table = new PendingTable(connection);

    private static long later() {
        return System.nanoTime() + 3_600_000_000_000L;
    }

    @Test
    void aCallIsFoundUnderItsIdOnce() {
        Call call = new Call(later());
        assertThat(table.add(call)).isTrue();
        assertThat(table.remove(call.id())).isSameAs(call);
        assertThat(table.remove(call.id())).isNull();
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void anIdThatWasNeverGivenOutFindsNothing() {
        Call call = new Call(later());
        table.add(call);
        assertThat(table.remove(call.id() + PendingTable.SMALL_SLOTS)).isNull();
        assertThat(table.remove(-1)).isNull();
        assertThat(table.remove(1L << 62)).isNull();
        assertThat(table.remove(call.id())).isSameAs(call);
    }

    @Test
    void itHoldsAsManyCallsAsItPromisesAndRefusesMore() {
        List<Call> calls = new ArrayList<>();
        Call call = new Call(later());
        while (table.add(call)) {
            calls.add(call);
            call = new Call(later());
        }
        assertThat(calls).hasSizeGreaterThanOrEqualTo(PendingTable.LARGE_SLOTS);
        assertThat(calls)
                .hasSizeLessThanOrEqualTo(PendingTable.LARGE_SLOTS + PendingTable.SMALL_SLOTS);
        calls.forEach(each -> assertThat(table.remove(each.id())).isSameAs(each));
        assertThat(table.isEmpty()).isTrue();
        assertThat(table.add(new Call(later()))).isTrue();
    }

    @Test
    void aSweepEndsExactlyTheOverdueCalls() {
        long now = System.nanoTime();
        Call old = new Call(now + 1_000_000_000L);
        table.add(old);
        for (int i = 0; i < 5 * PendingTable.SMALL_SLOTS; i++) {
            Call passing = new Call(later());
            table.add(passing);
            table.remove(passing.id());
            if (i % 100 == 0) {
                table.sweep(now);
            }
        }
        assertThat(old.ends).hasValue(0);
        table.sweep(now + 2_000_000_000L);
        assertThat(old.ends).hasValue(1);
        assertThat(old.failure).isEqualTo(CallFailure.TIMEOUT_BEFORE_SEND);
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void aCallThatWasHandedToTheSocketTimesOutAsSent() {
        Call call = new Call(System.nanoTime());
        table.add(call);
        assertThat(call.writing()).isTrue();
        table.sweep(System.nanoTime() + 1);
        assertThat(call.failure).isEqualTo(CallFailure.TIMEOUT);
        assertThat(call.failure.beforeSend()).isFalse();
    }

    @Test
    void underContentionEveryCallEndsOnce() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        ConcurrentLinkedQueue<Call> answerable = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Call> all = new ConcurrentLinkedQueue<>();
        Thread sweeper =
                new Thread(
                        () -> {
                            while (!stop.get()) {
                                table.sweep(System.nanoTime());
                            }
                        });
        Thread answerer =
                new Thread(
                        () -> {
                            while (!stop.get() || !answerable.isEmpty()) {
                                Call call = answerable.poll();
                                if (call != null && table.remove(call.id()) == call) {
                                    call.answered(20, 0, Unpooled.EMPTY_BUFFER);
                                }
                            }
                        });
        sweeper.start();
        answerer.start();
        Thread[] callers = new Thread[3];
        for (int t = 0; t < callers.length; t++) {
            callers[t] =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 30_000; i++) {
                                    boolean slow = i % 3 == 0;
                                    Call call =
                                            new Call(slow ? System.nanoTime() + 50_000 : later());
                                    if (!table.add(call)) {
                                        continue;
                                    }
                                    all.add(call);
                                    if (!slow) {
                                        answerable.add(call);
                                    }
                                }
                            });
            callers[t].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        await().until(table::isEmpty);
        stop.set(true);
        sweeper.join();
        answerer.join();
        assertThat(all).allMatch(call -> call.ends.get() == 1);
    }

    @Test
    void noCallIsForgottenThatIsAddedBehindASweep() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread sweeper =
                new Thread(
                        () -> {
                            while (!stop.get()) {
                                table.sweep(System.nanoTime());
                            }
                        });
        sweeper.start();
        try {
            // Few calls and far fewer than slots: only a sweep that skips its rescan loses one.
            for (int round = 0; round < 20_000; round++) {
                Call call = new Call(System.nanoTime());
                table.add(call);
                long until = System.nanoTime() + 5_000_000_000L;
                while (call.ends.get() == 0 && System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                assertThat(call.ends).as("round %d", round).hasValue(1);
            }
        } finally {
            stop.set(true);
            sweeper.join();
        }
    }

    private List<Integer> marks() {
        return connection.frames().stream().map(RecordingConnection.Frame::status).toList();
    }

    @Test
    void aProviderIsAskedAfterALateCallWheneverHalfOfTheRestIsOver() {
        long start = System.nanoTime();
        Call call = new Call(start + 1_000_000_000L);
        table.add(call);
        assertThat(call.writing()).isTrue();
        for (int millis = 0; millis < 990; millis += 10) {
            table.sweep(start + millis * 1_000_000L);
            int due = millis < 510 ? 0 : millis < 760 ? 1 : millis < 885 ? 2 : 3;
            int early = millis < 490 ? 0 : millis < 740 ? 1 : millis < 865 ? 2 : 3;
            assertThat(connection.frames().size()).as("at %d ms", millis).isBetween(due, early);
        }
        assertThat(connection.frames())
                .containsOnly(
                        new RecordingConnection.Frame(
                                FrameHeader.REQUEST | FrameHeader.TWO_WAY | FrameHeader.EVENT | 2,
                                Inquiry.ASK,
                                call.id(),
                                1))
                .hasSize(3);
    }

    @Test
    void nobodyIsAskedAfterACallThatWasNotSent() {
        Call call = new Call(System.nanoTime() + 1_000_000_000L);
        table.add(call);
        table.sweep(System.nanoTime() + 900_000_000L);
        assertThat(connection.frames()).isEmpty();
    }

    @Test
    void oneSweepAsksAfterABoundedNumberOfCalls() {
        long soon = System.nanoTime() + 1_000_000_000L;
        for (int i = 0; i < 500; i++) {
            Call call = new Call(soon);
            table.add(call);
            call.writing();
        }
        table.sweep(soon - 300_000_000L);
        assertThat(connection.frames()).hasSizeBetween(1, 64);
    }

    @Test
    void whatAProviderAnswersIsKeptWithTheCall() {
        Call call = new Call(later());
        table.add(call);
        table.heartbeatAnswered(call.id(), Unpooled.buffer().writeByte('N'));
        assertThat(call.heard().progress()).isNull();
        Progress told = new Progress(Progress.Stage.RUNNING, 9_000_000, 2_000_000, 7_000_000);
        ByteBuf answer = Inquiry.answer(FrameHeader.REQUEST | 2, call.id(), told);
        table.heartbeatAnswered(call.id(), answer.skipBytes(FrameHeader.LENGTH));
        assertThat(call.heard().progress()).isEqualTo(told);
        table.heartbeatAnswered(call.id() + 1, Unpooled.EMPTY_BUFFER);
        assertThat(call.ends).hasValue(0);
    }

    @Test
    void aCallCancelledBeforeItWasWrittenNeverIs() {
        Call call = new Call(later());
        table.send(call);
        assertThat(call.cancel(false)).isTrue();
        assertThat(call.writing()).isFalse();
        assertThat(table.isEmpty()).isTrue();
        assertThat(connection.frames()).isEmpty();
        assertThat(call.ends).hasValue(0);
    }

    @Test
    void aProviderIsToldOfACallCancelledAfterItWasWritten() {
        Call call = new Call(later());
        table.send(call);
        call.writing();
        assertThat(table.expectsStrays()).isFalse();
        assertThat(call.cancel(false)).isTrue();
        assertThat(connection.frames())
                .containsExactly(
                        new RecordingConnection.Frame(
                                FrameHeader.REQUEST | FrameHeader.EVENT | 2,
                                Inquiry.WITHDRAW,
                                call.id(),
                                1));
        assertThat(table.remove(call.id())).isNull();
        assertThat(table.expectsStrays()).isTrue();
        assertThat(call.cancel(false)).as("again").isTrue();
        assertThat(marks()).hasSize(1);
    }

    @Test
    void aCallThatIsAnsweredIsNotWithdrawn() {
        Call call = new Call(later());
        table.send(call);
        call.writing();
        table.remove(call.id());
        call.complete("answer");
        assertThat(call.cancel(false)).isFalse();
        assertThat(connection.frames()).isEmpty();
    }

    @Test
    void aCallCancelledBeforeThereWasAConnectionIsNotSent() {
        Call call = new Call(later());
        call.cancel(false);
        table.send(call);
        assertThat(table.isEmpty()).isTrue();
        assertThat(call.frame().refCnt()).isZero();
    }
}
