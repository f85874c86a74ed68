package io.redub.cluster;

import io.redub.service.MethodModel;
import io.redub.url.URL;

/**
 * The settings of one method of a reference, resolved. Immutable.
 *
 * @param settings all of the reference, for what a policy has of its own; read with {@link
 *     URL#getMethodParameter}
 * @param timeoutMillis how long one try may take, unless a provider says otherwise, ≥ 1; default
 *     1,000
 * @param retries further tries after the first, ≥ 0; default 2
 * @param retryAfterSend whether a try that may have run may be repeated: the method is idempotent,
 *     or the user asked for retries explicitly
 * @param loadBalance chooses among the providers
 */
public record MethodOptions(
        MethodModel method,
        URL settings,
        long timeoutMillis,
        int retries,
        boolean retryAfterSend,
        LoadBalance loadBalance) {
    public MethodOptions {
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("timeout: " + timeoutMillis + " (expected: ≥ 1 ms)");
        }
        if (retries < 0) {
            throw new IllegalArgumentException("retries: " + retries + " (expected: ≥ 0)");
        }
    }
}
