package io.redub.web;

/**
 * On which terms a request is taken in.
 *
 * @param bodyLimit most bytes of its body, as sent and also when uncompressed; 0 or less: no limit
 * @param collected the handler is called once so many bytes of the body are here, or its end: until
 *     then no thread waits for the peer. {@link Integer#MAX_VALUE}: all of it
 * @param cors which pages of other sites may call
 * @param gzip whether answers are compressed for those who accept that
 */
public record WebTerms(long bodyLimit, int collected, Cors cors, boolean gzip) {}
