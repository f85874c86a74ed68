package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One try, whose failure goes to the log and is no failure of the caller, who gets null, 0 or
 * false. What the user's method threw is thrown. For what is not worth an error, such as audit
 * logs.
 */
public final class FailsafeCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return new Safe(
                new OneTry(directory, options),
                EmptyAnswer.of(options.method()),
                new FailureLog(options.memory()));
    }

    private record Safe(Invoker once, Result empty, FailureLog log) implements Invoker {
        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            return once.invoke(call).handle(this::settle);
        }

        private Result settle(@Nullable Result result, @Nullable Throwable fault) {
            if (result != null && Tries.isAnswer(result)) {
                return result;
            }
            log.error(
                    "A call under the policy failsafe failed and was answered with nothing: "
                            + Tries.status(result, fault).message());
            return empty;
        }
    }
}
