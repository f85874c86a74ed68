package com.example;

import io.redub.extension.Activate;
import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls; takes part in every service that is exported, without being named. */
@Activate(group = "provider")
public final class CountingFilter implements Filter {
    private final LongAdder calls = new LongAdder();

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        calls.increment();
        return next.invoke(call);
    }

    public long calls() {
        return calls.sum();
    }
}
