package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Status;
import io.redub.service.StatusCode;

/**
 * What a consumer knows of its providers at one moment: who they are, and what is done with a call
 * of each method. Immutable; replaced as a whole, so that no call sees half a change.
 *
 * @param providers all of them
 * @param policies the fault policies, by method index
 * @param emptyReason for messages: why there is nobody, such as "none is registered"
 */
public record ProviderList(Candidates providers, Invoker[] policies, String emptyReason) {
    /** Those that may answer this call. */
    public Candidates candidates(Invocation call) {
        return providers;
    }

    /** What becomes of a call that has no candidates. */
    public Status nobody(String service, Invocation call) {
        return Status.of(
                StatusCode.NO_PROVIDER,
                Origin.BEFORE_SEND,
                "no provider of " + service + " for " + call.method().name() + ": " + emptyReason);
    }
}
