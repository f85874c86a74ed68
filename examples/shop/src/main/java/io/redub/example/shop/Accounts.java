package io.redub.example.shop;

import java.math.BigDecimal;

/** The account service: accounts follow from the customer's number, so all instances agree. */
public final class Accounts implements AccountService {
    /** Every tenth customer is a good one. */
    private static final int GOLD = 10;

    @Override
    public Account find(String customerId) {
        int number = Integer.parseInt(customerId.substring(customerId.indexOf('-') + 1));
        Account account = new Account();
        account.setCustomerId(customerId);
        account.setName("Customer " + number);
        account.setLevel(number % GOLD == 0 ? Account.Level.GOLD : Account.Level.STANDARD);
        account.setLimit(BigDecimal.valueOf(100 + 10L * (number % GOLD)));
        return account;
    }
}
