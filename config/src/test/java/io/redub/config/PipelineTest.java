package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineTest {
    @Test
    void aFilterThatFailsAfterItPassedTheCallOnDoesNotSayThatNothingRan() {
        AtomicInteger ran = new AtomicInteger();
        Invoker method =
                call -> {
                    ran.incrementAndGet();
                    return CompletableFuture.completedFuture(Result.NULL);
                };
        Filter broken =
                (call, next) -> {
                    next.invoke(call);
                    throw new IllegalStateException("on purpose");
                };
        Invocation call = Invocation.of(ServiceModel.of(Runnable.class).named("run").get(0));
        Result result =
                Pipeline.fold(List.of(broken), method).invoke(call).toCompletableFuture().join();
        Status status = ((Result.Failure) result).status();
        assertThat(ran).hasValue(1);
        assertThat(status.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(status.message()).contains("on purpose");
        assertThat(status.surelyNotExecuted()).isFalse();
    }
}
