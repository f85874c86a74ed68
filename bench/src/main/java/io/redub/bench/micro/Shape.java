package io.redub.bench.micro;

import com.fasterxml.jackson.core.type.TypeReference;
import io.redub.bench.Page;
import io.redub.bench.User;
import io.redub.bench.UserServiceBean;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** What is encoded: the same objects, of the same declared types, for every library. */
public enum Shape {
    /** A user of twelve fields: numbers, short strings, dates, a list of six numbers. */
    USER("a User", User.class),
    PAGE("a Page of 15 users", new TypeReference<Page<User>>() {}.getType()),
    LIST100("a list of 100 users", new TypeReference<List<User>>() {}.getType()),
    MAPS("three maps of 24 entries", Warehouse.class),
    STRINGS("ASCII, CJK and emoji", Article.class),
    INTS("an int[] of 1,000", int[].class);

    private final String label;
    private final Type type;

    Shape(String label, Type type) {
        this.label = label;
        this.type = type;
    }

    /** For people. */
    String label() {
        return label;
    }

    /** As a method of a service would declare it. */
    Type type() {
        return type;
    }

    /** A new object, equal each time. */
    Object sample() {
        UserServiceBean users = new UserServiceBean();
        return switch (this) {
            case USER -> users.getUser(1_000_000);
            case PAGE -> users.listUser(100_000);
            case LIST100 -> {
                List<User> list = new ArrayList<>(100);
                for (int i = 0; i < 100; i++) {
                    list.add(users.getUser(1_000_000 + i));
                }
                yield list;
            }
            case MAPS -> Warehouse.sample();
            case STRINGS -> Article.sample();
            case INTS -> numbers();
        };
    }

    /** As many of one byte as of two, three and four. */
    private static int[] numbers() {
        int[] numbers = new int[1000];
        for (int i = 0; i < numbers.length; i++) {
            int mixed = i * 0x9e3779b9;
            numbers[i] = mixed >> (i & 3) * 8 + 2;
        }
        return numbers;
    }
}
