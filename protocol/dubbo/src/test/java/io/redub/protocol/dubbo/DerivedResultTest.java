package io.redub.protocol.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.DerivedResult;
import io.redub.service.Withdrawable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DerivedResultTest {
    private final CompletableFuture<String> call =
            new CompletableFuture<>() {
                @Override
                public <U> CompletableFuture<U> newIncompleteFuture() {
                    return new DerivedResult<>(this);
                }
            };
    private final List<String> ran = new ArrayList<>();

    private CompletableFuture<String> filtered() {
        return call.whenComplete((value, fault) -> ran.add("inner " + fault))
                .thenApply(value -> value + "!")
                .handle(
                        (value, fault) -> {
                            ran.add("outer");
                            return value;
                        });
    }

    @Test
    void whatHangsOnACallCancelsItAndIsDone() {
        CompletableFuture<String> filtered = filtered();
        assertThat(Withdrawable.withdraw(filtered)).isTrue();
        assertThat(call.isCancelled()).isTrue();
        assertThat(ran).containsExactly("inner " + CancellationException.class.getName(), "outer");
    }

    @Test
    void anAnsweredCallIsNotTakenBack() {
        CompletableFuture<String> filtered = filtered();
        call.complete("answer");
        assertThat(Withdrawable.withdraw(filtered)).isFalse();
        assertThat(filtered.join()).isEqualTo("answer!");
    }

    @Test
    void whileAnotherCallFollowsWhatIsToBeDoneStaysToBeDone() {
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> composed =
                call.thenCompose(first -> second).whenComplete((value, fault) -> ran.add(value));
        call.complete("first");
        assertThat(composed.cancel(true)).isFalse();
        second.complete("second");
        assertThat(ran).containsExactly("second");
    }

    @Test
    void otherFuturesAreLeftAlone() {
        CompletableFuture<String> other = new CompletableFuture<>();
        assertThat(Withdrawable.withdraw(other)).isFalse();
        assertThat(other).isNotDone();
    }
}
