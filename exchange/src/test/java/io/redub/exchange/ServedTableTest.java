package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.exchange.Progress.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServedTableTest {
    /** A call that does nothing. */
    private static final class Call extends ServedCall {
        Call(long id) {
            super(id);
        }
    }

    private final ServedTable table = new ServedTable();

    private Call add(long id) {
        Call call = new Call(id);
        table.add(call);
        return call;
    }

    @Test
    void aCallIsFoundUntilItEnds() {
        Call call = add(7);
        assertThat(table.find(7)).isSameAs(call);
        assertThat(table.find(7 + 64)).isNull();
        assertThat(table.find(-7)).isNull();
        call.ended();
        assertThat(table.find(7)).isNull();
    }

    @Test
    void manyCallsAtOnceAreAllFound() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < ServedTable.MOST; i++) {
            calls.add(add(i));
        }
        calls.forEach(call -> assertThat(table.find(call.id())).isSameAs(call));
        Call oneTooMany = add(ServedTable.MOST);
        assertThat(table.find(oneTooMany.id())).isNull();
        assertThat(table.find(0)).isSameAs(calls.get(0));
        calls.get(0).ended();
        assertThat(add(2L * ServedTable.MOST)).isSameAs(table.find(2L * ServedTable.MOST));
    }

    @Test
    void aPeerThatRepeatsAnIdGetsNoMoreThanTheBound() {
        for (int i = 0; i < 100_000; i++) {
            add(5);
        }
        assertThat(table.find(5)).isNotNull();
    }

    @Test
    void callsThatEndOnOtherThreadsWhileItGrowsAreGone() throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Random random = new Random(1);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Call call = add(i + random.nextInt(3) * 64L);
            calls.add(call);
            workers.execute(call::ended);
        }
        workers.shutdown();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        calls.forEach(call -> assertThat(table.find(call.id())).isNull());
    }

    @Test
    void theStagesOfACallAddUp() {
        Call call = new Call(1);
        long start = call.receivedNanos();
        assertThat(call.progress(start + 50)).isEqualTo(new Progress(Stage.WAITING, 50, 50, 0));
        call.begun();
        Progress running = call.progress(start + 1_000_000_000L);
        assertThat(running.stage()).isEqualTo(Stage.RUNNING);
        assertThat(running.waitedNanos()).isPositive();
        assertThat(running.waitedNanos() + running.ranNanos()).isEqualTo(running.sinceNanos());
        call.returned();
        Progress replying = call.progress(start + 2_000_000_000L);
        assertThat(replying.stage()).isEqualTo(Stage.REPLYING);
        assertThat(replying.ranNanos()).isLessThan(1_000_000_000L);
        call.ended();
        assertThat(call.progress(start)).isNull();
    }

    @Test
    void progressCrossesInTheLengthOfAnEvent() {
        Progress told = new Progress(Stage.REPLYING, 5_000_000_000L, 1_500_000_000L, 200_000L);
        ByteBuf frame = Inquiry.answer(FrameHeader.REQUEST | 2, 99, told);
        assertThat(frame.getLong(FrameHeader.ID_OFFSET)).isEqualTo(99);
        frame.skipBytes(FrameHeader.LENGTH);
        assertThat(frame.readableBytes()).isLessThanOrEqualTo(Events.MAX_BODY);
        assertThat(Inquiry.progress(frame)).isEqualTo(told);
    }

    @Test
    void nonsenseFromAPeerIsNoProgress() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(Events.MAX_BODY + 1)];
            random.nextBytes(bytes);
            Progress progress = Inquiry.progress(Unpooled.wrappedBuffer(bytes));
            if (progress != null) {
                assertThat(bytes).hasSize(13);
                assertThat(progress.waitedNanos()).isNotNegative();
                assertThat(progress.ranNanos()).isNotNegative();
                assertThat(progress.waitedNanos() + progress.ranNanos())
                        .isLessThanOrEqualTo(progress.sinceNanos() + 200_000);
            }
        }
        byte[] laterStage = {9, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1};
        assertThat(Inquiry.progress(Unpooled.wrappedBuffer(laterStage))).isNull();
    }
}
