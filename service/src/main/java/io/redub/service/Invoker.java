package io.redub.service;

import java.util.concurrent.CompletionStage;

/**
 * The one noun of the framework: takes an {@link Invocation} and promises a {@link Result}. A
 * remote provider, a cluster of them, a filter around another invoker and the user's own object are
 * all invokers.
 *
 * <p>An invoker never throws and its stage never completes exceptionally: every failure is a {@link
 * Result.Failure}. The exception is a stage that whoever asked for it {@linkplain Withdrawable
 * withdrew}. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Invoker {
    CompletionStage<Result> invoke(Invocation invocation);
}
