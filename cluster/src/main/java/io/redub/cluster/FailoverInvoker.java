package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls one provider, and on a failure another one, up to the retries of the method.
 *
 * <p>What the user's method threw is an answer, never tried again. A call that surely was not
 * executed is always tried again; one that may have been, only if {@link
 * MethodOptions#retryAfterSend()}. No provider is tried twice while others remain. Each try may
 * take the provider's timeout, all together no longer than the deadline the caller itself has.
 */
final class FailoverInvoker implements Invoker {
    private final Directory directory;
    private final LoadBalance balance;
    private final int retries;
    private final boolean retryAfterSend;

    FailoverInvoker(Directory directory, MethodOptions options) {
        this.directory = directory;
        this.balance = options.loadBalance();
        this.retries = options.retries();
        this.retryAfterSend = options.retryAfterSend();
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        ProviderList list = directory.list();
        ProviderNode chosen = list.candidates(call).select(balance, call);
        if (chosen == null) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        CompletionStage<Result> first = chosen.invoke(call);
        if (retries == 0) {
            return first;
        }
        CompletableFuture<Result> known = first.toCompletableFuture();
        if (known.isDone() && known.join() instanceof Result.Value) {
            return first;
        }
        return new Retries(call, chosen).after(known);
    }

    /** The tries of one call after its first; used by one thread at a time. */
    private final class Retries {
        private final Invocation call;
        private final List<ProviderNode> tried = new ArrayList<>(2);
        private final CompletableFuture<Result> answer = new CompletableFuture<>();

        Retries(Invocation call, ProviderNode first) {
            this.call = call;
            tried.add(first);
        }

        CompletionStage<Result> after(CompletableFuture<Result> attempt) {
            attempt.whenComplete(this::decideSafely);
            return answer;
        }

        /** A fault of a balancer or directory must end the call: nobody else would. */
        private void decideSafely(@Nullable Result result, @Nullable Throwable fault) {
            try {
                decide(result, fault);
            } catch (RuntimeException | Error e) {
                answer.complete(Result.failure(broken(e)));
            }
        }

        private void decide(@Nullable Result result, @Nullable Throwable fault) {
            if (result instanceof Result.Failure failure && again(failure.status())) {
                ProviderNode next = directory.list().candidates(call).another(tried, balance, call);
                if (next != null) {
                    tried.add(next);
                    next.invoke(call).whenComplete(this::decideSafely);
                    return;
                }
            }
            if (result == null) {
                answer.complete(Result.failure(broken(fault)));
            } else if (result instanceof Result.Failure failure
                    && tried.size() > 1
                    && failure.status().code() != StatusCode.APPLICATION) {
                answer.complete(Result.failure(summary(failure.status())));
            } else {
                answer.complete(result);
            }
        }

        private boolean again(Status status) {
            if (status.code() == StatusCode.APPLICATION
                    || tried.size() > retries
                    || System.nanoTime() - call.deadlineNanos() >= 0
                            && call.deadlineNanos() != Invocation.NO_DEADLINE) {
                return false;
            }
            return switch (status.code()) {
                case SERIALIZATION, VALIDATION, UNAUTHORIZED, FORBIDDEN, METHOD_NOT_FOUND -> false;
                default -> status.surelyNotExecuted() || retryAfterSend;
            };
        }

        private Status summary(Status last) {
            StringBuilder addresses = new StringBuilder();
            for (ProviderNode node : tried) {
                addresses.append(addresses.length() == 0 ? "" : ", ").append(node.address());
            }
            return new Status(
                    last.code(),
                    last.origin(),
                    last.message() + " (tried " + tried.size() + " times: " + addresses + ")",
                    last.cause());
        }

        private static Status broken(@Nullable Throwable fault) {
            return new Status(
                    StatusCode.INTERNAL,
                    Origin.AFTER_SEND,
                    "an invoker ended with an exception instead of a result: " + fault,
                    fault);
        }
    }
}
