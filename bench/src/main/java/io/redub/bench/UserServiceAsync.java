package io.redub.bench;

import java.util.concurrent.CompletableFuture;

/** {@link UserService} for callers that do not wait. */
public interface UserServiceAsync {
    CompletableFuture<Boolean> existUser(String email);

    CompletableFuture<Boolean> createUser(User user);

    CompletableFuture<User> getUser(long id);

    CompletableFuture<Page<User>> listUser(int pageNo);
}
