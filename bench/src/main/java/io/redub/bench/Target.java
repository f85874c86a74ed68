package io.redub.bench;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a client can call: the n-th call of an operation, waiting for its answer or not. */
interface Target {
    Object call(Operation operation, long n) throws Exception;

    CompletionStage<?> start(Operation operation, long n);

    boolean right(Operation operation, long n, @Nullable Object answer);

    /** A target that calls the workload's interfaces. */
    static Target of(UserService users, UserServiceAsync usersAsync) {
        return new Target() {
            @Override
            public Object call(Operation operation, long n) {
                return operation.call(users, n);
            }

            @Override
            public CompletionStage<?> start(Operation operation, long n) {
                return operation.start(usersAsync, n);
            }

            @Override
            public boolean right(Operation operation, long n, @Nullable Object answer) {
                return operation.right(n, answer);
            }
        };
    }
}
