package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Withdrawable;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActiveLimitFilterTest {
    public interface Desk {
        String pay(int cents);
    }

    /** A call that is under way and can be taken back. */
    private static final class Sent extends CompletableFuture<Result> implements Withdrawable {
        @Override
        public boolean withdraw() {
            return cancel(false);
        }
    }

    private static final ServiceModel DESK = ServiceModel.of(Desk.class);

    private final ActiveLimitFilter filter =
            ActiveLimitFilter.of(DESK, URL.valueOf("dubbo://127.0.0.1:1/Desk?actives=1"));
    private final List<Sent> sent = new ArrayList<>();
    private final Invoker provider =
            call -> {
                Sent made = new Sent();
                sent.add(made);
                return made;
            };

    private CompletionStage<Result> pay() {
        return filter.invoke(
                new Invocation(
                        DESK.methods().stream()
                                .filter(method -> method.name().equals("pay"))
                                .findFirst()
                                .get(),
                        new Object[] {100},
                        Map.of(),
                        CallMode.ASYNC,
                        Runnable::run,
                        System.nanoTime() + TimeUnit.MINUTES.toNanos(1)),
                provider);
    }

    @Test
    void aCallTakenBackWhileItWaitsIsNeverMade() {
        pay();
        CompletionStage<Result> second = pay();
        CompletionStage<Result> third = pay();
        assertThat(Withdrawable.withdraw(second)).isTrue();
        assertThat(second.toCompletableFuture()).isCancelled();
        assertThat(third.toCompletableFuture()).isNotDone();
        sent.get(0).complete(Result.NULL);
        assertThat(sent).hasSize(2);
        sent.get(1).complete(Result.value("third"));
        assertThat(third.toCompletableFuture().join()).isEqualTo(Result.value("third"));
        pay();
        assertThat(sent).hasSize(3);
    }

    @Test
    void aCallThatHasWaitedIsTakenBackLikeAnyOther() {
        pay();
        CompletionStage<Result> second = pay();
        sent.get(0).complete(Result.NULL);
        assertThat(sent).hasSize(2);
        assertThat(Withdrawable.withdraw(second)).isTrue();
        assertThat(sent.get(1)).isCancelled();
        pay();
        assertThat(sent).hasSize(3);
    }
}
