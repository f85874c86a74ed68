package io.redub.bench.protocols;

/** The service that is called. */
public interface Carrier {
    /** Answers with a parcel of the same size, of the next number. */
    Parcel carry(Parcel parcel);
}
