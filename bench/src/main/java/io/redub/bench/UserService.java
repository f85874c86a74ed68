package io.redub.bench;

/** The service that is measured: the workload that apache/dubbo-benchmark made common. */
public interface UserService {
    boolean existUser(String email);

    boolean createUser(User user);

    User getUser(long id);

    Page<User> listUser(int pageNo);
}
