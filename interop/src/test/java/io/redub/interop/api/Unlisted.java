package io.redub.interop.api;

/**
 * A runtime exception beside the contract that no method of it declares; Dubbo 3.3 takes it because
 * security/serialize.allowlist names it.
 */
public class Unlisted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unlisted(String message) {
        super(message);
    }
}
