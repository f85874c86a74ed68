package io.redub.bench;

import java.util.concurrent.CompletableFuture;

/** {@link UserServiceBean} for callers that do not wait; it has every answer at once. */
final class UserServiceAsyncBean implements UserServiceAsync {
    private final UserService users = new UserServiceBean();

    @Override
    public CompletableFuture<Boolean> existUser(String email) {
        return CompletableFuture.completedFuture(users.existUser(email));
    }

    @Override
    public CompletableFuture<Boolean> createUser(User user) {
        return CompletableFuture.completedFuture(users.createUser(user));
    }

    @Override
    public CompletableFuture<User> getUser(long id) {
        return CompletableFuture.completedFuture(users.getUser(id));
    }

    @Override
    public CompletableFuture<Page<User>> listUser(int pageNo) {
        return CompletableFuture.completedFuture(users.listUser(pageNo));
    }
}
