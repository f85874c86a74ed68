package io.redub.bench;

import java.util.ArrayList;
import java.util.List;

/** What every framework serves; each answer follows from the argument, so callers can check it. */
public final class UserServiceBean implements UserService {
    static final int PAGE_SIZE = 15;

    /** True for every address with an odd number in it, so that both answers occur. */
    @Override
    public boolean existUser(String email) {
        return (email.charAt(email.indexOf('@') - 1) & 1) == 1;
    }

    /** False for every odd id, as if it were taken. */
    @Override
    public boolean createUser(User user) {
        return (user.getId() & 1) == 0;
    }

    @Override
    public User getUser(long id) {
        return User.sample(id);
    }

    @Override
    public Page<User> listUser(int pageNo) {
        return samplePage(pageNo);
    }

    static Page<User> samplePage(int pageNo) {
        List<User> users = new ArrayList<>(PAGE_SIZE);
        for (int i = 0; i < PAGE_SIZE; i++) {
            users.add(User.sample((long) pageNo * PAGE_SIZE + i));
        }
        return new Page<>(pageNo, 1000, users);
    }
}
