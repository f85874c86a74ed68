package io.redub.testkit;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What {@link ContractService} does. */
final class ContractBean implements ContractService {
    @Override
    public @Nullable String text(@Nullable String text) {
        return text;
    }

    @Override
    public String text(String text, int times) {
        return text.repeat(times);
    }

    @Override
    public int sum(byte a, short b, int c, char d) {
        return a + b + c + d;
    }

    @Override
    public double mix(long a, float b, double c, boolean d) {
        return d ? a + b + c : -1;
    }

    @Override
    public int[] numbers(int[] numbers) {
        return numbers.clone();
    }

    @Override
    public @Nullable Point move(@Nullable Point point, int by) {
        return point == null
                ? null
                : new Point(point.x() + by, point.y() + by, point.z(), point.name(), point.next());
    }

    @Override
    public void nothing() {}

    @Override
    public void fail(String message) throws IOException {
        throw new IOException(message);
    }

    @Override
    public CompletableFuture<String> later(String text) {
        return CompletableFuture.supplyAsync(() -> text + "!");
    }
}
