package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Filter} promises about a call that it has no objection to. */
public abstract class FilterContractTest {
    private static final Invocation CALL =
            Invocation.of(ContractService.MODEL.named("nothing").get(0));

    /** A filter that lets calls of {@link ContractService} pass. */
    protected abstract Filter filter();

    private Result through(Invoker next) throws Exception {
        return filter().invoke(CALL, next).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aValueAndItsAttachmentsPass() throws Exception {
        Result value = Result.value("v").withAttachments(Map.of("k", "1"));
        Result passed = through(call -> CompletableFuture.completedFuture(value));
        assertThat(((Result.Value) passed).value()).isEqualTo("v");
        assertThat(passed.attachments()).containsEntry("k", "1");
    }

    @Test
    void aFailurePassesAsAResult() throws Exception {
        Status status = Status.application(new IllegalStateException("mine"));
        Result passed = through(call -> Result.failed(status));
        assertThat(((Result.Failure) passed).status().cause()).isSameAs(status.cause());
    }

    @Test
    void anAnswerThatComesLaterPasses() throws Exception {
        CompletableFuture<Result> later = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
                .execute(() -> later.complete(Result.value("late")));
        assertThat(((Result.Value) through(call -> later)).value()).isEqualTo("late");
    }

    @Test
    void theNextStepIsCalledOnceWithTheSameMethodAndArguments() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        through(
                call -> {
                    calls.incrementAndGet();
                    assertThat(call.method()).isSameAs(CALL.method());
                    assertThat(call.arguments()).isEqualTo(CALL.arguments());
                    return CompletableFuture.completedFuture(Result.NULL);
                });
        assertThat(calls).hasValue(1);
    }
}
