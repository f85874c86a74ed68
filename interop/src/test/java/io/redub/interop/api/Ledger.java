package io.redub.interop.api;

/** Offered by providers that do not have this interface. */
public interface Ledger {
    Address moved(Address from, int number);

    int sum(int a, int b);
}
