package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletionStage;

/**
 * Refuses calls of a service that do not carry its token, which only those learn who may read the
 * registry or were told. Failure: UNAUTHORIZED. Thread-safe.
 */
public final class TokenFilter implements Filter {
    /** Parameter of the service's URL, and attachment of its calls. */
    public static final String TOKEN = "token";

    private final String service;
    private final byte[] token;

    /**
     * @param url of a provider, with a parameter {@value #TOKEN}
     * @throws IllegalArgumentException if the URL has no token
     */
    public TokenFilter(URL url) {
        String expected = url.getParameter(TOKEN);
        if (expected == null || expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "no token in the URL of "
                            + url.getServiceKey()
                            + " (expected: the parameter 'token')");
        }
        this.service = url.getServiceKey();
        this.token = expected.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<Result> invoke(Invocation invocation, Invoker next) {
        Object given = invocation.attachment(TOKEN);
        // In constant time: how long the answer takes tells nothing about the token.
        return given instanceof String text
                        && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), token)
                ? next.invoke(invocation)
                : refused(given == null ? "no token" : "another token");
    }

    private CompletionStage<Result> refused(String got) {
        return Result.failed(
                Status.of(
                        StatusCode.UNAUTHORIZED,
                        Origin.REMOTE,
                        "the call of "
                                + service
                                + " carries "
                                + got
                                + " (expected: the service's own; refer to it through its"
                                + " registry, or set the reference's parameter 'token')"));
    }
}
