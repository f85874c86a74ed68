package io.redub.interop.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A piece of a graph that may be shared and may lead back to itself. */
public class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private Node next;
    private List<Node> friends = new ArrayList<>();

    public Node() {}

    public Node(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Node getNext() {
        return next;
    }

    public void setNext(Node next) {
        this.next = next;
    }

    public List<Node> getFriends() {
        return friends;
    }

    public void setFriends(List<Node> friends) {
        this.friends = friends;
    }
}
