package io.redub.interop;

/**
 * What a case may ask of an RPC framework, so that the same case judges every pairing of a consumer
 * with a provider. Closing ends it gracefully.
 */
interface Framework extends AutoCloseable {

    /** Offers services on one port, which it returns. */
    int export(Offer... offers);

    /** A reference; the same wish gives the same reference. */
    <T> T refer(Wish<T> wish);

    /**
     * Calls without the service's classes.
     *
     * @throws GenericFailure if the method itself threw
     */
    Object generic(Wish<?> wish, String method, String[] types, Object... arguments)
            throws GenericFailure;

    /** Sends {@code message} there and back past the user's code. */
    Object echo(Object reference, Object message);

    /**
     * Writes a rule as the framework's own code does.
     *
     * @param place a key, or a URL, which is the rule itself
     */
    void rule(String place, String text);

    // --- context of a consumer

    void attach(String key, String value);

    String answered(String key);

    // --- context of a provider, inside a call

    String attachment(String key);

    void reply(String key, String value);

    String caller();

    /** The code of Dubbo's RpcException that {@code failure} has, or -1. */
    int code(Throwable failure);

    @Override
    void close();

    /** What a generic call throws when the method itself threw. */
    final class GenericFailure extends Exception {
        private static final long serialVersionUID = 1L;
        private final String exceptionClass;

        GenericFailure(String exceptionClass, String message, Throwable cause) {
            super(message, cause);
            this.exceptionClass = exceptionClass;
        }

        String exceptionClass() {
            return exceptionClass;
        }
    }
}
