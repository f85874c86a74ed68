package io.redub.testkit;

import io.redub.service.ServiceModel;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The service that contract tests export and call; has one method of each kind. */
public interface ContractService {
    /** Its model; one instance, as in a process. */
    ServiceModel MODEL = ServiceModel.of(ContractService.class);

    /** A value with fields of several kinds. */
    record Point(int x, long y, double z, @Nullable String name, List<Point> next)
            implements Serializable {}

    @Nullable String text(@Nullable String text);

    String text(String text, int times);

    int sum(byte a, short b, int c, char d);

    double mix(long a, float b, double c, boolean d);

    int[] numbers(int[] numbers);

    @Nullable Point move(@Nullable Point point, int by);

    void nothing();

    void fail(String message) throws IOException;

    CompletableFuture<String> later(String text);
}
