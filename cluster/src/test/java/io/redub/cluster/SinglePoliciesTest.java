package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The policies that make one try: failfast, failsafe, available. */
class SinglePoliciesTest {
    private final Node a = new Node("a:1", 100);
    private final Node b = new Node("b:1", 100);

    private static Policy policy(Cluster cluster, Node... nodes) {
        return new Policy(cluster).over(nodes);
    }

    @Test
    void failfastTellsTheFirstFailure() {
        a.answers = call -> Policy.unsent();
        b.answers = a.answers;
        Policy policy = policy(new FailfastCluster(), a, b).set("retries", 5);
        assertThat(policy.failure().message()).isEqualTo("on purpose");
        assertThat(a.calls.get() + b.calls.get()).isEqualTo(1);
    }

    @Test
    void failsafeAnswersWithNothing() {
        a.answers = call -> Policy.lost();
        Policy policy = policy(new FailsafeCluster(), a);
        assertThat(policy.call("text")).isEqualTo(Result.NULL);
        assertThat(policy.call("nothing")).isEqualTo(Result.NULL);
        assertThat(policy.call("number")).isEqualTo(Result.value(0));
        assertThat(policy.call("list")).isEqualTo(Result.NULL);
        assertThat(a.calls).hasValue(4);
    }

    @Test
    void failsafeWithoutProvidersAnswersWithNothingToo() {
        assertThat(policy(new FailsafeCluster()).call("number")).isEqualTo(Result.value(0));
    }

    @Test
    void failsafePassesAnswersOn() {
        Policy policy = policy(new FailsafeCluster(), a);
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        a.answers = call -> Policy.thrown();
        assertThat(policy.failure().code()).isEqualTo(StatusCode.APPLICATION);
    }

    @Test
    void failsafeSurvivesAProviderThatBreaksItsPromise() {
        a.answers = call -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThat(policy(new FailsafeCluster(), a).call("number")).isEqualTo(Result.value(0));
    }

    @Test
    void availableTakesTheFirstThatIsUp() {
        Policy policy = policy(new AvailableCluster(), a, b);
        a.available = false;
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        assertThat(b.calls).hasValue(1);
        a.available = true;
        policy.call();
        assertThat(a.calls).hasValue(1);
    }

    @Test
    void availableSaysThatNobodyIs() {
        a.available = false;
        b.available = false;
        Policy policy = policy(new AvailableCluster(), a, b);
        assertThat(policy.failure().code()).isEqualTo(StatusCode.NO_PROVIDER);
        assertThat(policy.failure().origin()).isEqualTo(Origin.BEFORE_SEND);
        assertThat(policy.failure().message()).contains("none of the 2 providers of demo is up");
        assertThat(a.calls).hasValue(0);
        assertThat(policy.over().failure().message()).contains("none is there");
    }
}
