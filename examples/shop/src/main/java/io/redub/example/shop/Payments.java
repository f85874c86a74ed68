package io.redub.example.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The payment service, which asks the account service for limit and discount. */
public final class Payments implements PaymentService {
    private final AccountService accounts;

    public Payments(AccountService accounts) {
        this.accounts = accounts;
    }

    @Override
    public Payment authorize(PaymentRequest request) {
        Account account = accounts.find(request.customerId());
        BigDecimal amount =
                request.amount()
                        .multiply(account.getLevel().factor())
                        .setScale(2, RoundingMode.HALF_EVEN);
        Payment.Status status =
                amount.compareTo(account.getLimit()) > 0
                        ? Payment.Status.OVER_LIMIT
                        : Payment.Status.AUTHORIZED;
        return new Payment(status, amount, "pay-" + request.orderId());
    }
}
