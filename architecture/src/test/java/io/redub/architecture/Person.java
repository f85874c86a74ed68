package io.redub.architecture;

import java.io.Serializable;
import java.util.List;

/** What the traced call returns: a plain object of a few fields. */
public final class Person implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private String name;
    private int age;
    private List<String> tags;

    Person() {}

    public Person(long id, String name, int age, List<String> tags) {
        this.id = id;
        this.name = name;
        this.age = age;
        this.tags = tags;
    }

    public long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public int getAge() {
        return age;
    }

    public List<String> getTags() {
        return tags;
    }
}
