package io.redub.cluster;

import io.redub.extension.SPI;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;

/** Chooses one of several providers for a call. One instance serves all calls; thread-safe. */
@SPI("random")
public interface LoadBalance {
    /**
     * @param candidates at least two
     */
    ProviderNode select(Candidates candidates, Invocation call);

    /**
     * The balancer for the calls of one method of one reference: this one, unless it remembers
     * something between calls or has settings.
     *
     * @param settings of the reference; read with {@link URL#getMethodParameter}
     * @throws IllegalArgumentException if a setting is wrong, with its name, value and what was
     *     expected
     */
    default LoadBalance forMethod(MethodModel method, URL settings) {
        return this;
    }

    /** Whether it looks at {@link ProviderNode#load}: then calls are counted and timed there. */
    default boolean usesLoad() {
        return false;
    }

    /**
     * Whether it looks at {@link NodeLoad#reported}: then providers are asked in each call to say
     * how busy they are. Only with {@link #usesLoad()}.
     */
    default boolean usesReports() {
        return false;
    }
}
