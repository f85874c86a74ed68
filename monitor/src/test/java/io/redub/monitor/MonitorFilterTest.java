package io.redub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MonitorFilterTest {
    interface Clock {
        long now();
    }

    private static final ServiceModel CLOCK = ServiceModel.of(Clock.class);

    /** As a filter of the user's may, or a call that was taken back at once. */
    @Test
    void aCallWhosePromiseIsBrokenAlreadyIsOverToo() {
        Monitor monitor = new Monitor();
        MonitorFilter filter = monitor.filter(Side.CONSUMER, CLOCK);
        List<MethodStatistics> all = new ArrayList<>();
        monitor.watch(all::add);
        CompletableFuture<Result> broken =
                CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThat(filter.invoke(Invocation.of(CLOCK.named("now").get(0)), call -> broken))
                .isCompletedExceptionally();
        assertThat(all).allMatch(method -> method.active() == 0);
        assertThat(all.stream().mapToLong(method -> method.totals().failures()).sum()).isEqualTo(1);
    }
}
