package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class LoadShedderTest {
    public interface Desk {
        String pay(int cents);

        String browse(String what);
    }

    private static final ServiceModel DESK = ServiceModel.of(Desk.class);
    private static final URL SETTINGS =
            URL.valueOf(
                    "dubbo://127.0.0.1:1/Desk?limiter=adaptive&pay.priority=critical&priority=Sheddable");

    private final Map<Priority, LongAdder> refused = new EnumMap<>(Priority.class);
    private long now;
    private final LoadShedder shedder = new LoadShedder(1_000, () -> now);
    private final ServiceGate gates = shedder.gate(DESK, SETTINGS, this::count);

    private LongAdder count(Priority priority) {
        return refused.computeIfAbsent(priority, any -> new LongAdder());
    }

    private MethodGate gate(String method) {
        return gates.of(
                DESK.methods().stream().filter(m -> m.name().equals(method)).findFirst().get());
    }

    private int fill(MethodGate gate, Priority priority) {
        int entered = 0;
        while (gate.enter(priority)) {
            entered++;
        }
        return entered;
    }

    @Test
    void aClassLeavesRoomToThoseBeforeIt() {
        MethodGate gate = gate("pay");
        int limit = shedder.limit();
        assertThat(fill(gate, Priority.SHEDDABLE)).isLessThan(limit * 6 / 10).isPositive();
        assertThat(fill(gate, Priority.NORMAL)).isPositive();
        assertThat(shedder.active()).isLessThan(limit * 8 / 10);
        assertThat(fill(gate, Priority.CRITICAL)).isPositive();
        assertThat(shedder.active()).isEqualTo(limit);
        assertThat(refused.values()).allSatisfy(count -> assertThat(count.sum()).isEqualTo(1));
    }

    @Test
    void aCallMayAskForLessThanItsMethodHasButNotForMore() {
        assertThat(gate("pay").priority(null)).isEqualTo(Priority.CRITICAL);
        assertThat(gate("pay").priority(Priority.SHEDDABLE)).isEqualTo(Priority.SHEDDABLE);
        assertThat(gate("browse").priority(null)).isEqualTo(Priority.SHEDDABLE);
        assertThat(gate("browse").priority(Priority.CRITICAL)).isEqualTo(Priority.SHEDDABLE);
    }

    @Test
    void whatAnAttachmentSaysIsAWordOrNothing() {
        assertThat(Priority.asked("sheddable")).isEqualTo(Priority.SHEDDABLE);
        assertThat(Priority.asked("lowest")).isNull();
        assertThat(Priority.asked(7)).isNull();
        assertThat(Priority.asked(null)).isNull();
    }

    @Test
    void anEchoIsNeverRefused() {
        fill(gate("pay"), Priority.CRITICAL);
        assertThat(gates.of(DESK.echo())).isNull();
    }

    /** Such as a service whose database is not there yet when it starts. */
    @Test
    void errorsThatComeAtOnceBeforeAnyAnswerSayNothingOfTheWork() {
        MethodGate gate = gate("pay");
        for (int i = 0; i < 3_000; i++) {
            assertThat(gate.enter(Priority.CRITICAL)).isTrue();
            now += TimeUnit.MICROSECONDS.toNanos(100);
            gate.leave(now - TimeUnit.MICROSECONDS.toNanos(100), false);
        }
        int before = shedder.limit();
        for (int i = 0; i < 40; i++) {
            for (int calls = 0; calls < 10; calls++) {
                assertThat(gate.enter(Priority.CRITICAL)).isTrue();
            }
            long began = now;
            now += TimeUnit.MILLISECONDS.toNanos(50);
            for (int calls = 0; calls < 10; calls++) {
                gate.leave(began, true);
            }
            assertThat(shedder.limit()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void servicesThatComeAndGoLeaveNothing() {
        int before = shedder.methods();
        for (int i = 0; i < 1_000; i++) {
            shedder.gate(DESK, SETTINGS, this::count).close();
        }
        assertThat(shedder.methods()).isEqualTo(before);
    }

    @Test
    void aCallMayLeaveAfterItsServiceHas() {
        MethodGate gate = gate("pay");
        assertThat(gate.enter(Priority.CRITICAL)).isTrue();
        gates.close();
        gate.leave(now, true);
        assertThat(shedder.active()).isZero();
        assertThat(shedder.methods()).isZero();
    }

    @Test
    void aWrongPriorityIsAnErrorAtStart() {
        URL wrong = SETTINGS.addParameter("pay.priority", "high");
        assertThatThrownBy(() -> shedder.gate(DESK, wrong, this::count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("priority: 'high' (expected: critical, normal or sheddable)");
    }

    /** Were they taken for the usual, the method would seem to have become slow afterwards. */
    @Test
    void callsThatFailAtOnceDoNotLowerTheLimit() {
        MethodGate gate = gate("pay");
        int before = load(gate, 200, 20, true);
        load(gate, 2_000, 1, false);
        assertThat(load(gate, 50, 20, true)).isGreaterThanOrEqualTo(before);
    }

    /**
     * So many rounds of calls, as many as are let in, that take so many milliseconds; returns the
     * highest limit.
     */
    private int load(MethodGate gate, int rounds, int millis, boolean answered) {
        int highest = 0;
        for (int i = 0; i < rounds; i++) {
            highest = Math.max(highest, shedder.limit());
            long began = now;
            int entered = fill(gate, Priority.CRITICAL);
            now += TimeUnit.MILLISECONDS.toNanos(millis);
            for (int k = 0; k < entered; k++) {
                gate.leave(began, answered);
            }
        }
        return highest;
    }

    @Test
    void aCallThatBreaksOffAtOnceLeaves() {
        LoadShedFilter filter = new LoadShedFilter(gates, () -> now);
        Invocation pay =
                Invocation.of(
                        DESK.methods().stream()
                                .filter(m -> m.name().equals("pay"))
                                .findFirst()
                                .get(),
                        100);
        Invoker broken =
                call -> CompletableFuture.failedFuture(new IllegalStateException("plug-in"));
        assertThat(filter.invoke(pay, broken).toCompletableFuture()).isCompletedExceptionally();
        assertThat(shedder.active()).isZero();
    }

    @Test
    void underProtocolsThatDoNotAskAFilterRefuses() {
        LoadShedFilter filter = new LoadShedFilter(gates, () -> now);
        CompletableFuture<Result> answer = new CompletableFuture<>();
        Invoker target = call -> answer;
        Invocation pay =
                Invocation.of(
                        DESK.methods().stream()
                                .filter(m -> m.name().equals("pay"))
                                .findFirst()
                                .get(),
                        100);
        Invocation marked = pay.withAttachment(Priority.ATTACHMENT, "sheddable");
        Status refusal = null;
        while (refusal == null) {
            CompletableFuture<Result> promise = filter.invoke(marked, target).toCompletableFuture();
            refusal =
                    promise.isDone() && promise.join() instanceof Result.Failure failure
                            ? failure.status()
                            : null;
        }
        assertThat(refusal.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        assertThat(refusal.origin()).isEqualTo(Origin.REMOTE);
        assertThat(refusal.surelyNotExecuted()).isTrue();
        assertThat(refusal.message()).contains("Desk.pay").contains("sheddable");
        assertThat(filter.invoke(pay, target).toCompletableFuture()).isNotDone();
        assertThat(count(Priority.SHEDDABLE).sum()).isEqualTo(1);
        answer.complete(Result.value("paid"));
        assertThat(shedder.active()).isZero();
    }
}
