package io.redub.example.shop;

import io.redub.service.Idempotent;

/** Keeps the customers' accounts. */
public interface AccountService {
    @Idempotent
    Account find(String customerId);
}
