package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.extension.ExtensionLoader;
import io.redub.proxy.MockFilter;
import io.redub.proxy.ProxyFactory;
import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A mock where no thread is left to go on with an answer. */
class MockContinuationTest {
    public interface Stock {
        String text();
    }

    private static final ServiceModel STOCK = ServiceModel.of(Stock.class);

    private final CompletableFuture<Result> answer = new CompletableFuture<>();

    private CompletableFuture<Result> start() {
        MockFilter filter =
                MockFilter.of(
                        STOCK,
                        method -> "fail:return mocked",
                        method -> false,
                        ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                                .getExtension("javassist"),
                        (text, type) -> text);
        Invocation call =
                new Invocation(
                        STOCK.named("text").get(0),
                        new Object[0],
                        Map.of(),
                        CallMode.ASYNC,
                        task -> {
                            throw new RejectedExecutionException("full");
                        },
                        Invocation.NO_DEADLINE);
        return Objects.requireNonNull(filter).invoke(call, asked -> answer).toCompletableFuture();
    }

    @Test
    void aCallThatWasAnsweredHasItsAnswer() {
        CompletableFuture<Result> promise = start();
        answer.complete(Result.value("real"));
        assertThat(promise).isCompletedWithValue(Result.value("real"));
    }

    @Test
    void aCallThatFailedHasTheMocks() {
        CompletableFuture<Result> promise = start();
        answer.complete(
                Result.failure(Status.of(StatusCode.NETWORK, Origin.BEFORE_SEND, "not sent")));
        assertThat(promise).isCompletedWithValue(Result.value("mocked"));
    }

    @Test
    void aPromiseThatIsBrokenAlreadyStaysAPromise() {
        answer.completeExceptionally(new IllegalStateException("broken"));
        assertThat(start()).isCompletedExceptionally();
    }
}
