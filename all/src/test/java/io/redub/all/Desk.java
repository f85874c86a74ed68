package io.redub.all;

import io.redub.service.Idempotent;

/** What the providers of {@link RealProvidersTest} and {@link RealBalancersTest} offer. */
public interface Desk {
    /** The name of the provider. */
    @Idempotent
    String who();

    /** As {@link #who}, for this customer. */
    @Idempotent
    String serve(String customer);

    /** Counts the call; a number, for there is no null. */
    int book();

    /** How often {@link #book} ran here. */
    @Idempotent
    int booked();

    /** From now on {@link #who}, {@link #serve} and {@link #book} take so long. */
    void slow(int millis);
}
