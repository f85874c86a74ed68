package io.redub.example.shop;

import io.redub.service.Idempotent;

/** Authorizes payments. */
public interface PaymentService {
    /** Authorizes the payment of one order. Asking again gives the same answer. */
    @Idempotent
    Payment authorize(PaymentRequest request);
}
