package io.redub.service;

import io.redub.extension.SPI;
import java.util.concurrent.CompletionStage;

/**
 * A step around an invoker. Chains are folded once, when a service is exported or referenced; a
 * filter is shared by all calls and must be thread-safe. Like an invoker it never throws: an
 * exception that escapes is turned into a failure with {@link StatusCode#INTERNAL}.
 */
@SPI
public interface Filter {
    CompletionStage<Result> invoke(Invocation invocation, Invoker next);
}
