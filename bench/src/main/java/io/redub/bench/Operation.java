package io.redub.bench;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One method of the workload: how its n-th call is made and what the right answer is. Arguments
 * keep the same encoded length whatever n is.
 */
enum Operation {
    EXIST_USER("existUser") {
        @Override
        Object call(UserService users, long n) {
            return users.existUser(email(n));
        }

        @Override
        CompletionStage<?> start(UserServiceAsync users, long n) {
            return users.existUser(email(n));
        }

        @Override
        boolean right(long n, @Nullable Object answer) {
            return answer instanceof Boolean exists && exists == ((n & 1) == 1);
        }
    },
    CREATE_USER("createUser") {
        @Override
        Object call(UserService users, long n) {
            return users.createUser(User.sample(id(n)));
        }

        @Override
        CompletionStage<?> start(UserServiceAsync users, long n) {
            return users.createUser(User.sample(id(n)));
        }

        @Override
        boolean right(long n, @Nullable Object answer) {
            return answer instanceof Boolean created && created == ((id(n) & 1) == 0);
        }
    },
    GET_USER("getUser") {
        @Override
        Object call(UserService users, long n) {
            return users.getUser(id(n));
        }

        @Override
        CompletionStage<?> start(UserServiceAsync users, long n) {
            return users.getUser(id(n));
        }

        @Override
        boolean right(long n, @Nullable Object answer) {
            return User.sample(id(n)).equals(answer);
        }
    },
    LIST_USER("listUser") {
        @Override
        Object call(UserService users, long n) {
            return users.listUser(pageNo(n));
        }

        @Override
        CompletionStage<?> start(UserServiceAsync users, long n) {
            return users.listUser(pageNo(n));
        }

        @Override
        boolean right(long n, @Nullable Object answer) {
            return UserServiceBean.samplePage(pageNo(n)).equals(answer);
        }
    };

    private static final String[] EMAILS = new String[1 << 10];

    static {
        for (int i = 0; i < EMAILS.length; i++) {
            EMAILS[i] = "user" + (1_000_000 + i) + "@example.com";
        }
    }

    private final String method;

    Operation(String method) {
        this.method = method;
    }

    static Operation named(String method) {
        for (Operation operation : values()) {
            if (operation.method.equals(method)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("no such method: " + method);
    }

    String method() {
        return method;
    }

    abstract Object call(UserService users, long n);

    abstract CompletionStage<?> start(UserServiceAsync users, long n);

    abstract boolean right(long n, @Nullable Object answer);

    private static long id(long n) {
        return 1_000_000 + (n & 0xFFFFF);
    }

    private static int pageNo(long n) {
        return 100_000 + (int) (n & 0xFFFF);
    }

    private static String email(long n) {
        return EMAILS[(int) n & (EMAILS.length - 1)];
    }
}
