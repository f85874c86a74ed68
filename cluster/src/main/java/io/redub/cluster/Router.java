package io.redub.cluster;

import io.redub.extension.SPI;
import io.redub.service.MethodModel;

/**
 * Narrows down who may answer a call, such as a rule does. It is asked when providers or rules
 * change, not by calls; several work one after the other. Thread-safe.
 *
 * <p>As an extension it is named by the setting {@code router} of a reference.
 */
@SPI
@FunctionalInterface
public interface Router {
    /**
     * What becomes of calls of this method.
     *
     * @param providers at least one; those that routers before this one left
     * @return {@link Route#always} if the call itself makes no difference; every list it may choose
     *     has some of these providers and no others, or none at all
     */
    Route route(Candidates providers, MethodModel method);
}
