package io.redub.bench.overload;

import java.util.concurrent.CompletableFuture;

/** A service whose calls do not matter equally. */
public interface Desk {
    CompletableFuture<String> pay(String order);

    CompletableFuture<String> find(String article);

    CompletableFuture<String> recommend(String customer);
}
