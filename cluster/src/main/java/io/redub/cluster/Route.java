package io.redub.cluster;

import io.redub.service.Invocation;

/**
 * What a router makes of one list of providers for the calls of one method. Immutable and
 * thread-safe.
 */
@FunctionalInterface
public interface Route {
    /**
     * Those that may answer this call: one of a few lists that were made before, for lists carry
     * weights and what balancers worked out of them.
     */
    Candidates choose(Invocation call);

    /** The same for every call, so that nobody has to look at the call. */
    static Route always(Candidates candidates) {
        return new Always(candidates);
    }

    /**
     * @param candidates whatever the call
     */
    record Always(Candidates candidates) implements Route {
        @Override
        public Candidates choose(Invocation call) {
            return candidates;
        }
    }
}
