package io.redub.cluster;

import io.redub.extension.SPI;
import io.redub.service.Invocation;
import java.util.List;

/** Chooses one of several providers for a call. One instance serves all calls; thread-safe. */
@SPI("random")
public interface LoadBalance {
    /**
     * @param candidates at least two
     */
    ProviderNode select(List<ProviderNode> candidates, Invocation call);
}
