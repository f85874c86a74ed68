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
 * @param policies what calls go through, by method index: the fault policies, and whatever stands
 *     around them
 * @param routing who may answer a call
 * @param emptyReason for messages: why there is nobody, such as "none is registered"
 */
public record ProviderList(
        Candidates providers, Invoker[] policies, Routing routing, String emptyReason) {

    /**
     * By which routes calls go.
     *
     * @param byMethod by method index; empty: all providers may answer all calls
     * @param plain whether calls without attachments may go to all providers, whatever the routes
     */
    public record Routing(Route[] byMethod, boolean plain) {
        public static final Routing NONE = new Routing(new Route[0], true);
    }

    public ProviderList(Candidates providers, Invoker[] policies, String emptyReason) {
        this(providers, policies, Routing.NONE, emptyReason);
    }

    /** Those that may answer this call. */
    public Candidates candidates(Invocation call) {
        if (routing.plain && call.attachments().isEmpty() || routing.byMethod.length == 0) {
            return providers;
        }
        return routing.byMethod[call.method().index()].choose(call);
    }

    /** What becomes of a call that has no candidates. */
    public Status nobody(String service, Invocation call) {
        return Status.of(
                StatusCode.NO_PROVIDER,
                Origin.BEFORE_SEND,
                "no provider of "
                        + service
                        + " for "
                        + call.method().name()
                        + ": "
                        + (providers.isEmpty()
                                ? emptyReason
                                : "routing rules leave none of " + providers.size()));
    }
}
