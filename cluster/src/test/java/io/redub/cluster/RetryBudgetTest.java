package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries do not multiply an outage. Time is the test's. */
class RetryBudgetTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final LongAdder[] counters = {new LongAdder(), new LongAdder()};
    private long now = -5_000_000_000L;
    private final PolicyMemory memory =
            new PolicyMemory(name -> counters[name.equals("retries") ? 0 : 1], timer, () -> now);
    private final Policy policy = new Policy(new FailoverCluster(), memory).set("retries", 2);
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);
    private final Node c = new Node("c:1", 100);

    @AfterEach
    void close() {
        policy.close();
    }

    private int calls() {
        return a.calls.get() + b.calls.get() + c.calls.get();
    }

    private void outage() {
        a.answers = call -> Policy.lost();
        b.answers = a.answers;
        c.answers = a.answers;
        policy.over(a, b, c);
    }

    /** Calls at an even rate. */
    private void calls(int count, int perSecond) {
        for (int i = 0; i < count; i++) {
            policy.call();
            now += 1_000_000_000L / perSecond;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000})
    void whileAllFailRetriesAreAShareOfTheCalls(int perSecond) {
        outage();
        calls(10 * perSecond, perSecond);
        int before = calls();
        calls(20 * perSecond, perSecond);
        double retries = calls() - before - 20.0 * perSecond;
        // A share of a fifth, and ten per second.
        double granted = 0.2 * 20 * perSecond + 10 * 20;
        assertThat(retries).isBetween(0.95 * granted, 1.05 * granted);
        assertThat(counters[0].sum()).isEqualTo(calls() - 30L * perSecond);
        assertThat(counters[1].sum()).isPositive();
    }

    @Test
    void aReferenceWithLittleToDoMayRetryAlways() {
        outage();
        calls(100, 2);
        assertThat(calls()).isEqualTo(300);
    }

    @Test
    void whatWasNotUsedForLongIsForgotten() {
        policy.over(a);
        calls(100_000, 1_000);
        outage();
        int before = calls();
        for (int i = 0; i < 10_000; i++) {
            policy.call();
        }
        // Ten seconds' worth of a fifth of a thousand and of ten, and a fifth of those just made.
        assertThat(calls() - before - 10_000).isBetween(1_900 + 2_000, 2_200 + 2_100);
    }

    @Test
    void theMessageSaysThatTheBudgetIsUsedUp() {
        outage();
        policy.set("retry.budget", 0).set("retry.budget.floor", 0);
        // What was left of the floor before.
        calls(50, 1_000_000);
        assertThat(policy.failure().message())
                .contains("tried once", "network after it was sent", "retry budget is used up");
    }

    @Test
    void triesThatWereNeverSentCostNothing() {
        policy.set("retry.budget", 0).set("retry.budget.floor", 0);
        outage();
        a.answers = call -> Policy.unsent();
        b.answers = a.answers;
        c.answers = a.answers;
        policy.call();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void withoutALimitThereIsNone() {
        outage();
        policy.set("retry.budget", -1).set("retry.budget.floor", 0);
        calls(1_000, 1_000_000);
        assertThat(calls()).isEqualTo(3_000);
    }

    @Test
    void aNewSettingKeepsWhatIsLeft() {
        outage();
        policy.set("retry.budget", 0);
        calls(100, 1_000_000);
        int before = calls();
        policy.set("retry.budget.floor", 9);
        calls(100, 1_000_000);
        assertThat(calls() - before).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "x", "10001"})
    void aWrongShareIsAnError(String share) {
        assertThatThrownBy(() -> policy.set("retry.budget", share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retry.budget: '" + share + "' (expected: -1..10000)");
    }
}
