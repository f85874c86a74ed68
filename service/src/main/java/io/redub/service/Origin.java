package io.redub.service;

/** Where a failure arose, told from the consumer; decides whether the call may have run. */
public enum Origin {
    /** The request surely never left this process: nothing was executed. */
    BEFORE_SEND,
    /** The request was, or may have been, sent: it may or may not have been executed. */
    AFTER_SEND,
    /** The provider answered with this failure. */
    REMOTE
}
